package io.hearth.runtime.bus;

import io.hearth.runtime.stop.StopDeadline;
import io.smallrye.mutiny.Multi;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * Consumes a durable subscription in batches: whatever has queued up since the last batch is the next one, so a busy
 * service makes few large round trips and an idle one has no delay. At least once: a batch is acknowledged after its
 * handler returned, and tried again, in order, for as long as it throws.
 */
public final class BatchConsumer implements AutoCloseable {
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(5);
    /**
     * The batch in work, or what is made durable together, and the next one; more wait better at the broker. While the client may not
     * hand over what has come, it looks through all that it has handed over with each message that comes and each that is acknowledged.
     */
    private static final int BATCHES = 2;

    private final BlockingQueue<Inlet.Delivery> queue;
    private final Inlet inlet;
    private final BusConfig.Consumer limits;
    private final StoringHandler handler;
    private final StoringHandler.Together together;
    private final long restNanos;
    private final UntilDone untilDone;
    private final Thread worker;
    private volatile boolean closed;
    /** Taken and not acknowledged, as not all of it is durable; since when. */
    private final List<Inlet.Delivery> taken = new ArrayList<>();

    private long takenSince;
    private boolean durable;

    private BatchConsumer(
            String name,
            BusConfig.Consumer limits,
            Duration rest,
            StoringHandler handler,
            StoringHandler.Together together) {
        this.restNanos = rest.toNanos();
        this.untilDone = new UntilDone(name, limits.maxRetryDelay(), () -> closed);
        this.queue = new LinkedBlockingQueue<>(limits.queue());
        int room = Math.min(limits.queue(), BATCHES * Math.max(limits.batch(), together.messages()));
        this.inlet = new Inlet(name, room, limits, queue::add);
        this.limits = limits;
        this.handler = handler;
        this.together = together;
        // A platform thread: it lives as long as the service and does the heaviest work of it.
        this.worker = Thread.ofPlatform().name("consumer-" + name).daemon().unstarted(this::run);
    }

    /** Begins to consume; {@code name} is the channel's, for logs and metrics. */
    public static BatchConsumer start(
            String name, Multi<Message<byte[]>> channel, BusConfig.Consumer limits, BatchHandler handler) {
        return start(name, channel, limits, Duration.ZERO, handler);
    }

    /**
     * As the other, with a rest.
     *
     * @param rest how far apart batches begin at least, unless a whole one waits already. What comes after a longer pause is handled at
     *     once; while more comes, a batch holds what has come in that time, and so costs little more than a single message does.
     */
    public static BatchConsumer start(
            String name,
            Multi<Message<byte[]>> channel,
            BusConfig.Consumer limits,
            Duration rest,
            BatchHandler handler) {
        StoringHandler atOnce = new StoringHandler() {
            @Override
            public boolean take(List<BusMessage> batch) throws Exception {
                handler.handle(batch);
                return true;
            }

            @Override
            public void store() {}
        };
        return new BatchConsumer(name, limits, rest, atOnce, StoringHandler.Together.NOT).begun(channel);
    }

    /** As the other, with a handler that makes durable together what several batches bring about. */
    public static BatchConsumer start(
            String name,
            Multi<Message<byte[]>> channel,
            BusConfig.Consumer limits,
            StoringHandler handler,
            StoringHandler.Together together) {
        return new BatchConsumer(name, limits, Duration.ZERO, handler, together).begun(channel);
    }

    private BatchConsumer begun(Multi<Message<byte[]>> channel) {
        inlet.open(channel);
        worker.start();
        return this;
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
        List<Inlet.Delivery> batch = new ArrayList<>();
        try {
            long begun = System.nanoTime() - restNanos;
            while (!closed) {
                Optional<Inlet.Delivery> first = next();
                if (first.isPresent()) {
                    rest(begun);
                    begun = System.nanoTime();
                    collect(first.get(), batch);
                    take(batch);
                    batch.clear();
                } else {
                    store();
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** Empty when what was taken has waited for as long as it may. */
    private Optional<Inlet.Delivery> next() throws InterruptedException {
        if (taken.isEmpty()) {
            return Optional.of(queue.take());
        }
        long left = together.longest().toNanos() - (System.nanoTime() - takenSince);
        return left <= 0 ? Optional.empty() : Optional.ofNullable(queue.poll(left, TimeUnit.NANOSECONDS));
    }

    private void take(List<Inlet.Delivery> batch) throws InterruptedException {
        List<BusMessage> messages = batch.stream().map(Inlet.Delivery::message).toList();
        if (!untilDone.attempt(() -> durable = handler.take(messages))) {
            return;
        }
        if (taken.isEmpty()) {
            takenSince = System.nanoTime();
        }
        taken.addAll(batch);
        if (durable) {
            acknowledge();
        } else if (taken.size() >= together.messages()) {
            store();
        }
    }

    private void store() throws InterruptedException {
        if (untilDone.attempt(handler::store)) {
            acknowledge();
        }
    }

    private void acknowledge() {
        taken.forEach(inlet::acknowledge);
        taken.clear();
    }

    private void rest(long begun) {
        long left = restNanos - (System.nanoTime() - begun);
        if (left > 0 && queue.size() < limits.batch()) {
            LockSupport.parkNanos(left);
        }
    }

    /** What is there, as far as it fits into one batch; the first one in any case. */
    private void collect(Inlet.Delivery first, List<Inlet.Delivery> deliveries) {
        long octets = 0;
        for (Inlet.Delivery next = first; next != null; next = queue.poll()) {
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
