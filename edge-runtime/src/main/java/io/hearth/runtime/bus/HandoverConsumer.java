package io.hearth.runtime.bus;

import io.smallrye.mutiny.Multi;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * Consumes a durable subscription by handing each message over, in the broker's order, together with the way to
 * acknowledge it. For work that is queued elsewhere, with bounds of its own, and finishes in another order than it came.
 * At least once: what is not acknowledged comes again on the next connection.
 *
 * <p>It is handed over by the connection's own thread: another one in between would have to be woken up for each message.
 */
public final class HandoverConsumer implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(HandoverConsumer.class);

    /** Takes messages over. */
    @FunctionalInterface
    public interface Handler {
        /**
         * Takes one message over, quickly and without waiting for anything: whatever comes on the connection waits for it.
         *
         * @param message what came
         * @param done    to be run when the work is durable, from any thread; running it again does nothing
         */
        void take(BusMessage message, Runnable done);
    }

    private final String name;
    private final Inlet inlet;
    private final Handler handler;
    private volatile boolean closed;

    private HandoverConsumer(String name, BusConfig.Consumer limits, Handler handler) {
        this.name = name;
        this.inlet = new Inlet(name, limits, this::handOver);
        this.handler = handler;
    }

    /** Begins to consume; {@code name} is the channel's, for logs and metrics. */
    public static HandoverConsumer start(
            String name, Multi<Message<byte[]>> channel, BusConfig.Consumer limits, Handler handler) {
        HandoverConsumer consumer = new HandoverConsumer(name, limits, handler);
        consumer.inlet.open(channel);
        return consumer;
    }

    /** Whether messages still come: false when the channel failed or the consumer was closed. */
    public boolean running() {
        return !closed && !inlet.ended();
    }

    private void handOver(Inlet.Delivery delivery) {
        if (closed) {
            return;
        }
        Runnable done = once(delivery);
        try {
            handler.take(delivery.message(), done);
        } catch (RuntimeException bug) {
            // Acknowledged all the same: acknowledgements go out in order, and one that is held back for ever
            // stops the channel once the broker's window is full.
            done.run();
            LOG.errorf(
                    bug,
                    "message not taken channel=%s topic=%s",
                    name,
                    delivery.message().topic());
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
    }
}
