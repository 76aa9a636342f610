package io.hearth.runtime.bus;

import io.smallrye.mutiny.Multi;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * Consumes a durable subscription by handing each message over, in the broker's order, together with the way to
 * acknowledge it. For work that is queued elsewhere, with bounds of its own, and finishes in another order than it came.
 * At least once: what is not acknowledged comes again on the next connection.
 */
public final class HandoverConsumer implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(HandoverConsumer.class);

    /** Takes messages over. */
    @FunctionalInterface
    public interface Handler {
        /**
         * Takes one message over, quickly: the next one waits for it.
         *
         * @param message what came
         * @param done    to be run when the work is durable, from any thread; running it again does nothing
         */
        void take(BusMessage message, Runnable done);
    }

    private final String name;
    private final Inlet inlet;
    private final Handler handler;
    private final Thread dispatcher;
    private volatile boolean closed;

    private HandoverConsumer(String name, Inlet inlet, Handler handler) {
        this.name = name;
        this.inlet = inlet;
        this.handler = handler;
        this.dispatcher = Thread.ofPlatform().name("consumer-" + name).daemon().unstarted(this::dispatch);
    }

    /** Begins to consume; {@code name} is the channel's, for logs and metrics. */
    public static HandoverConsumer start(
            String name, Multi<Message<byte[]>> channel, BusConfig.Consumer limits, Handler handler) {
        Inlet inlet = Inlet.open(name, channel, limits);
        HandoverConsumer consumer = new HandoverConsumer(name, inlet, handler);
        QueueMetrics.register(name, inlet);
        consumer.dispatcher.start();
        return consumer;
    }

    /** Whether messages still come: false when the channel failed or the consumer was closed. */
    public boolean running() {
        return !closed && !inlet.ended() && dispatcher.isAlive();
    }

    private void dispatch() {
        try {
            while (!closed) {
                Inlet.Delivery delivery = inlet.queue().take();
                try {
                    handler.take(delivery.message(), once(delivery));
                } catch (RuntimeException bug) {
                    // Acknowledged all the same: acknowledgements go out in order, and one that is held back for ever
                    // stops the channel once the broker's window is full.
                    once(delivery).run();
                    LOG.errorf(
                            bug,
                            "message not taken channel=%s topic=%s",
                            name,
                            delivery.message().topic());
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private Runnable once(Inlet.Delivery delivery) {
        AtomicBoolean acknowledged = new AtomicBoolean();
        return () -> {
            if (!closed && acknowledged.compareAndSet(false, true)) {
                inlet.acknowledge(delivery);
            }
        };
    }

    /** Stops: what is not acknowledged comes again after the next start. */
    @Override
    public void close() {
        closed = true;
        inlet.close();
        dispatcher.interrupt();
    }
}
