package io.hearth.runtime.bus;

import io.smallrye.mutiny.Multi;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * Consumes a durable subscription in lanes: messages of one key (a device) one after another in their order, different
 * keys side by side, so that a slow device delays nobody else. Each message is acknowledged when its own work is done. At
 * least once: while a handler throws, its message is tried again and its lane waits. The client sends acknowledgements in
 * the order of arrival (MQTT 4.6), so a lane that waits holds back the others once the broker's window of unacknowledged
 * messages is full, except on a channel of requests ({@link OpenRequests}).
 */
public final class LaneConsumer implements AutoCloseable {
    /** Does the work of one message; returns when it is durable. */
    @FunctionalInterface
    public interface Handler {
        /** Handles one message; throwing means "not now". */
        void handle(BusMessage message) throws Exception;
    }

    /** Why a message is not handled in its lane. */
    public enum Reason {
        /** As many as may wait there do. */
        FULL,
        /** It has waited there for too long. */
        LATE
    }

    /** Tells whoever sent a message that it is not handled; returns when that is durable. */
    @FunctionalInterface
    public interface Refusal {
        /** Refuses one message, beside its lane; throwing means "not now". */
        void refuse(BusMessage message, Reason reason) throws Exception;
    }

    /**
     * What one lane may hold.
     *
     * @param most    messages that may wait in it, besides the one that is handled
     * @param longest how long one may wait in it
     * @param refusal gets what is too many or has waited for longer
     */
    public record LaneLimits(int most, Duration longest, Refusal refusal) {
        private static final LaneLimits NONE =
                new LaneLimits(Integer.MAX_VALUE, Duration.ofNanos(Long.MAX_VALUE), (message, reason) -> {});
    }

    /** A message in its lane, {@code since} by the clock that nobody sets. */
    private record Waiting(Inlet.Delivery delivery, long since) {}

    private final Inlet inlet;
    private final Function<BusMessage, String> laneOf;
    private final Handler handler;
    private final LaneLimits laneLimits;
    private final UntilDone untilDone;
    private final ExecutorService workers;
    /** Lanes with work; the head of each queue is in a worker's hands. Bounded by the inlet's capacity. */
    private final Map<String, Queue<Waiting>> lanes = new HashMap<>();

    private volatile boolean closed;
    private volatile boolean laneDied;

    private LaneConsumer(
            String name,
            BusConfig.Consumer limits,
            LaneLimits laneLimits,
            Function<BusMessage, String> laneOf,
            Handler handler) {
        this.untilDone = new UntilDone(name, limits.maxRetryDelay(), () -> closed);
        this.inlet = new Inlet(name, limits, this::dispatch);
        this.laneOf = laneOf;
        this.handler = handler;
        this.laneLimits = laneLimits;
        this.workers = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name(name + "-lane-", 0).factory());
    }

    /** Begins to consume; {@code laneOf} names a message's lane and must not throw. */
    public static LaneConsumer start(
            String name,
            Multi<Message<byte[]>> channel,
            BusConfig.Consumer limits,
            Function<BusMessage, String> laneOf,
            Handler handler) {
        return start(name, channel, limits, LaneLimits.NONE, laneOf, handler);
    }

    /** As the other, with bounds for each lane. */
    public static LaneConsumer start(
            String name,
            Multi<Message<byte[]>> channel,
            BusConfig.Consumer limits,
            LaneLimits laneLimits,
            Function<BusMessage, String> laneOf,
            Handler handler) {
        LaneConsumer consumer = new LaneConsumer(name, limits, laneLimits, laneOf, handler);
        consumer.inlet.open(channel);
        return consumer;
    }

    /** Whether messages still come: false when the channel failed or the consumer was closed. */
    public boolean running() {
        return !closed && !inlet.ended() && !laneDied;
    }

    /** By the connection's own thread: another one in between would have to be woken up for each message. */
    private void dispatch(Inlet.Delivery delivery) {
        if (closed) {
            return;
        }
        String lane = laneOf.apply(delivery.message());
        synchronized (lanes) {
            Queue<Waiting> waiting = lanes.get(lane);
            if (waiting == null) {
                lanes.put(lane, new ArrayDeque<>());
                workers.execute(() -> work(lane, delivery));
            } else if (waiting.size() < laneLimits.most()) {
                waiting.add(new Waiting(delivery, System.nanoTime()));
            } else {
                workers.execute(() -> refuse(delivery, Reason.FULL));
            }
        }
    }

    private void work(String lane, Inlet.Delivery first) {
        Inlet.Delivery delivery = first;
        try {
            while (delivery != null) {
                BusMessage message = delivery.message();
                if (!untilDone.attempt(() -> handler.handle(message))) {
                    return;
                }
                inlet.acknowledge(delivery);
                delivery = next(lane);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } catch (Throwable fatal) {
            // Readiness tells: this lane does nothing any more.
            laneDied = true;
            throw fatal;
        }
    }

    private void refuse(Inlet.Delivery delivery, Reason reason) {
        try {
            if (untilDone.attempt(() -> laneLimits.refusal().refuse(delivery.message(), reason))) {
                inlet.acknowledge(delivery);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private Inlet.Delivery next(String lane) {
        while (true) {
            Waiting next;
            synchronized (lanes) {
                next = lanes.get(lane).poll();
                if (next == null) {
                    lanes.remove(lane);
                    return null;
                }
            }
            if (System.nanoTime() - next.since() <= laneLimits.longest().toNanos()) {
                return next.delivery();
            }
            Inlet.Delivery late = next.delivery();
            workers.execute(() -> refuse(late, Reason.LATE));
        }
    }

    /** Stops: what is not finished comes again after the next start. */
    @Override
    public void close() {
        closed = true;
        inlet.close();
        workers.shutdownNow();
    }
}
