package io.hearth.coredata.latest;

import io.hearth.coredata.store.Changes;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Flow;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * One listener of the live stream. What it has not yet been told is a set of devices, each at most once, in the order of their
 * last changes: a client that cannot keep up gets the newest values later, and not all values in between.
 *
 * @param <T> a message
 */
final class LiveClient<T> implements Flow.Subscription {
    private final DeviceChoice choice;
    private final Flow.Subscriber<? super T> listener;
    /** Makes the message for a change; null when there is nothing to tell. */
    private final BiFunction<Changes.Change, Long, T> message;

    private final Consumer<LiveClient<T>> gone;
    /** Device to the number of its last change, the least first. */
    private final Map<String, Long> untold = new LinkedHashMap<>();

    private long demand;
    private boolean telling;
    private boolean ended;
    private long toldAt = System.nanoTime();

    LiveClient(
            DeviceChoice choice,
            Flow.Subscriber<? super T> listener,
            BiFunction<Changes.Change, Long, T> message,
            Consumer<LiveClient<T>> gone) {
        this.choice = choice;
        this.listener = listener;
        this.message = message;
        this.gone = gone;
    }

    /** Takes note of changes, the least number first. */
    void changed(Iterable<Changes.Change> changes) {
        synchronized (this) {
            for (Changes.Change change : changes) {
                if (choice.holds(change.device())) {
                    untold.remove(change.device());
                    untold.put(change.device(), change.number());
                }
            }
        }
        tell();
    }

    @Override
    public void request(long more) {
        synchronized (this) {
            demand = Math.addExact(Math.min(demand, Long.MAX_VALUE / 2), Math.min(more, Long.MAX_VALUE / 2));
        }
        // Asked for by the event loop that has just written, which must not wait for Redis.
        Thread.startVirtualThread(this::tell);
    }

    /** Tells one device after another for as long as the client takes it; one thread at a time. */
    private void tell() {
        while (true) {
            Changes.Change next;
            long position;
            synchronized (this) {
                if (telling || ended || demand == 0 || untold.isEmpty()) {
                    return;
                }
                Iterator<Map.Entry<String, Long>> first = untold.entrySet().iterator();
                Map.Entry<String, Long> entry = first.next();
                next = new Changes.Change(entry.getKey(), entry.getValue());
                first.remove();
                // Whoever comes back with this position is told all that is not yet told here.
                position =
                        first.hasNext() ? Math.min(next.number(), first.next().getValue() - 1) : next.number();
                telling = true;
            }
            try {
                send(message.apply(next, position));
            } catch (RuntimeException failed) {
                fail(failed);
            } finally {
                synchronized (this) {
                    telling = false;
                }
            }
        }
    }

    private void send(T message) {
        if (message == null) {
            return;
        }
        synchronized (this) {
            demand--;
            toldAt = System.nanoTime();
        }
        listener.onNext(message);
    }

    /** Sends a message that tells nothing, when none was sent for so long and the client has taken all before. */
    void heartbeat(long nanos, T nothing) {
        synchronized (this) {
            if (telling || ended || demand == 0 || System.nanoTime() - toldAt < nanos) {
                return;
            }
            telling = true;
        }
        try {
            send(nothing);
        } finally {
            synchronized (this) {
                telling = false;
            }
        }
        tell();
    }

    private void fail(RuntimeException failure) {
        if (end()) {
            listener.onError(failure);
        }
    }

    /** Ends the stream from our side. */
    void complete() {
        if (end()) {
            listener.onComplete();
        }
    }

    @Override
    public void cancel() {
        end();
    }

    /** Whether it is over, from whichever side. */
    synchronized boolean isEnded() {
        return ended;
    }

    private boolean end() {
        synchronized (this) {
            if (ended) {
                return false;
            }
            ended = true;
            untold.clear();
        }
        gone.accept(this);
        return true;
    }
}
