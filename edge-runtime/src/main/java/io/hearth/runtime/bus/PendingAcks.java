package io.hearth.runtime.bus;

import io.hearth.runtime.stop.StopDeadline;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * What was published and is not acknowledged yet. All of it may wait equally long, so what was sent first is given up first: one thread
 * looks at the oldest now and then. A timer for each message costs more than all else that is done to wait for it.
 */
final class PendingAcks implements AutoCloseable {
    /** How often is looked, as part of the time that a message may wait. */
    private static final int LOOKS = 20;

    private final String address;
    private final long timeoutNanos;
    private final Queue<Pending> oldestFirst = new ConcurrentLinkedQueue<>();
    private final Thread looking;
    /** Whether nobody looks, as nothing waited when that was found. */
    private volatile boolean resting;

    /**
     * Nothing waits.
     *
     * @param address where the broker is, for messages to people
     * @param timeout how long a message may wait for its acknowledgement, and at most a twentieth longer
     */
    PendingAcks(String address, Duration timeout) {
        this.address = address;
        this.timeoutNanos = timeout.toNanos();
        Duration pause = timeout.dividedBy(LOOKS).plusMillis(1);
        this.looking = Thread.ofVirtual().name("bus-acknowledgements").start(() -> look(pause));
    }

    /** Done when a message is acknowledged; failed when it is not, or not in time. */
    final class Pending extends CompletableFuture<Void> {
        private final String topic;
        private final long sentAt = System.nanoTime();

        private Pending(String topic) {
            this.topic = topic;
        }

        /** {@code failure}: null when it is acknowledged. */
        void answered(Throwable failure) {
            if (failure == null) {
                complete(null);
            } else {
                fail(failure);
            }
        }

        private void fail(Throwable failure) {
            completeExceptionally(new CompletionException(new BusUnavailable(
                    "broker at " + address + " did not acknowledge a message to " + topic, failure)));
        }
    }

    /** A message that was sent just now. */
    Pending await(String topic) {
        Pending pending = new Pending(topic);
        oldestFirst.add(pending);
        if (resting) {
            LockSupport.unpark(looking);
        }
        forgetAnswered();
        return pending;
    }

    /** Acknowledgements come in the order of the messages: each that comes in makes room for the next. */
    private void forgetAnswered() {
        for (Pending oldest = oldestFirst.peek(); oldest != null && oldest.isDone(); oldest = oldestFirst.peek()) {
            oldestFirst.remove(oldest);
        }
    }

    private void look(Duration pause) {
        try {
            while (true) {
                awaitPending();
                Thread.sleep(pause);
                forgetAnswered();
                long now = System.nanoTime();
                for (Pending oldest : oldestFirst) {
                    if (now - oldest.sentAt < timeoutNanos && !StopDeadline.isOver()) {
                        break;
                    }
                    oldest.fail(new TimeoutException());
                }
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /** A process that does nothing is not woken up to look at nothing. */
    private void awaitPending() {
        resting = true;
        while (oldestFirst.isEmpty() && !Thread.currentThread().isInterrupted()) {
            LockSupport.park(this);
        }
        resting = false;
    }

    @Override
    public void close() {
        looking.interrupt();
    }
}
