package io.hearth.rules.stream;

import io.hearth.contracts.codec.Json;
import io.hearth.rules.fault.Faults;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Flow;
import java.util.function.Consumer;

/**
 * One listener of a stream. Who tells it something never waits for it: what it has not taken waits in a bounded queue, and when
 * that is full the client is told so as its last event.
 */
final class StreamClient implements Flow.Subscription {
    private static final String WORKER = "rules-stream";

    private final Wish wish;
    private final String run;
    private final int most;
    private final Flow.Subscriber<? super Message> listener;
    private final Consumer<StreamClient> gone;
    private final Queue<Message> untold = new ArrayDeque<>();
    private long demand;
    /** Without this the client would wait for its answer until something happens. */
    private boolean greeting;

    private boolean telling;
    private boolean closing;
    private boolean ended;
    private long toldAt = System.nanoTime();

    StreamClient(
            Wish wish, String run, int most, Flow.Subscriber<? super Message> listener, Consumer<StreamClient> gone) {
        this.wish = wish;
        this.run = run;
        this.most = most;
        this.listener = listener;
        this.gone = gone;
    }

    /** Something has happened; false when this was too much for the client. */
    boolean offer(Happening happening) {
        if (!wish.holds(happening)) {
            return true;
        }
        boolean fits;
        synchronized (this) {
            if (ended || closing) {
                return true;
            }
            fits = untold.size() < most;
            if (fits) {
                untold.add(new Message.Event(run + "-" + happening.number(), happening.name(), happening.json()));
            }
        }
        if (fits) {
            tellSoon();
        } else {
            close("the client is too slow, " + most + " events wait for it");
        }
        return fits;
    }

    /** What is told before all else, whatever the client wishes. */
    synchronized void notice(String name, String reason) {
        untold.add(event(name, reason));
    }

    /** Without an id: a client that comes back goes on from the last event that had one. */
    private static Message.Event event(String name, String reason) {
        return new Message.Event("", name, new String(Json.bytes(Map.of("reason", reason)), StandardCharsets.UTF_8));
    }

    /** Ends the stream with the reason as its last event, in place of what waits. */
    void close(String reason) {
        synchronized (this) {
            if (closing || ended) {
                return;
            }
            closing = true;
            untold.clear();
            untold.add(event("closed", reason));
        }
        tellSoon();
    }

    @Override
    public void request(long more) {
        synchronized (this) {
            demand = Math.addExact(Math.min(demand, Long.MAX_VALUE / 2), Math.min(more, Long.MAX_VALUE / 2));
        }
        tellSoon();
    }

    /** From now on it is told all that fits: only now may its answer begin, since who has that takes nothing for missed. */
    void greet() {
        synchronized (this) {
            greeting = true;
        }
        tellSoon();
    }

    /** On another thread, so that whoever asks for it does not wait for the client. */
    private void tellSoon() {
        synchronized (this) {
            if (telling || ended || demand == 0 || !greeting && untold.isEmpty()) {
                return;
            }
            telling = true;
        }
        Thread.ofVirtual().name(WORKER).start(this::tryToTell);
    }

    /** A client that cannot be told is left: it comes back, and says how far it heard. */
    private void tryToTell() {
        try {
            tell();
        } catch (RuntimeException | Error unforeseen) {
            Faults.noted(WORKER, unforeseen);
            end();
        }
    }

    private void tell() {
        while (true) {
            Message next;
            boolean last;
            synchronized (this) {
                next = ended || demand == 0 ? null : nextUntold();
                if (next == null) {
                    telling = false;
                    return;
                }
                demand--;
                toldAt = System.nanoTime();
                last = closing && untold.isEmpty();
            }
            listener.onNext(next);
            if (last) {
                end();
                return;
            }
        }
    }

    private Message nextUntold() {
        if (greeting) {
            greeting = false;
            return new Message.Heartbeat();
        }
        return untold.poll();
    }

    /** A comment when nothing was told for so long; a client that has not even taken its last event is left. */
    void heartbeat(long nanos) {
        synchronized (this) {
            if (ended || System.nanoTime() - toldAt < nanos) {
                return;
            }
            if (!closing && untold.isEmpty()) {
                untold.add(new Message.Heartbeat());
            }
        }
        if (isStuck()) {
            end();
        } else {
            tellSoon();
        }
    }

    private synchronized boolean isStuck() {
        return closing && demand == 0;
    }

    /** Ends the stream from our side, at once. */
    void end() {
        if (leave()) {
            listener.onComplete();
        }
    }

    @Override
    public void cancel() {
        leave();
    }

    synchronized boolean isEnded() {
        return ended;
    }

    private boolean leave() {
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
