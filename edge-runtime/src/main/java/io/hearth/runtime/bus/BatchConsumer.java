package io.hearth.runtime.bus;

import io.hearth.runtime.stop.StopDeadline;
import io.smallrye.mutiny.Multi;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * Consumes a durable subscription in batches: whatever has queued up since the last batch is the next one, so a busy
 * service makes few large round trips and an idle one has no delay. At least once: a batch is acknowledged after its
 * handler returned, and tried again, in order, for as long as it throws.
 */
public final class BatchConsumer implements AutoCloseable {
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(5);

    private final Inlet inlet;
    private final BusConfig.Consumer limits;
    private final BatchHandler handler;
    private final UntilDone untilDone;
    private final Thread worker;
    private volatile boolean closed;

    private BatchConsumer(String name, Inlet inlet, BusConfig.Consumer limits, BatchHandler handler) {
        this.untilDone = new UntilDone(name, limits.maxRetryDelay(), () -> closed);
        this.inlet = inlet;
        this.limits = limits;
        this.handler = handler;
        // A platform thread: it lives as long as the service and does the heaviest work of it.
        this.worker = Thread.ofPlatform().name("consumer-" + name).daemon().unstarted(this::run);
    }

    /** Begins to consume; {@code name} is the channel's, for logs and metrics. */
    public static BatchConsumer start(
            String name, Multi<Message<byte[]>> channel, BusConfig.Consumer limits, BatchHandler handler) {
        Inlet inlet = Inlet.open(name, channel, limits);
        BatchConsumer consumer = new BatchConsumer(name, inlet, limits, handler);
        QueueMetrics.register(name, inlet);
        consumer.worker.start();
        return consumer;
    }

    /** Whether messages still come: false when the channel failed or the consumer was closed. */
    public boolean running() {
        return !closed && !inlet.ended() && worker.isAlive();
    }

    /** Why the batch in work is held back, for readiness; empty while batches are done at the first attempt. */
    public String heldBack() {
        return untilDone.heldBack();
    }

    private void run() {
        List<Inlet.Delivery> deliveries = new ArrayList<>();
        try {
            while (!closed) {
                collect(inlet.queue().take(), deliveries);
                List<BusMessage> batch =
                        deliveries.stream().map(Inlet.Delivery::message).toList();
                if (untilDone.attempt(() -> handler.handle(batch))) {
                    deliveries.forEach(inlet::acknowledge);
                }
                deliveries.clear();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** What is there, as far as it fits into one batch; the first one in any case. */
    private void collect(Inlet.Delivery first, List<Inlet.Delivery> deliveries) {
        long octets = 0;
        for (Inlet.Delivery next = first; next != null; next = inlet.queue().poll()) {
            deliveries.add(next);
            octets += next.octets();
            if (deliveries.size() >= limits.batch() || octets >= limits.batchOctets()) {
                return;
            }
        }
    }

    /** Stops: the batch in work is finished or comes again after the next start; nothing more is acknowledged. */
    @Override
    public void close() {
        closed = true;
        inlet.close();
        worker.interrupt();
        try {
            worker.join(StopDeadline.atMost(LONGEST_CLOSE));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
