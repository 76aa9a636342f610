package io.hearth.rules.action;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** The door to what rules do: takes decisions that are stored, sees to it that they are carried out. */
public final class Actions implements AutoCloseable {
    private final OutboxStore store;
    private final Outbox outbox;
    private final AtomicLong order = new AtomicLong();

    /** With who carries actions out and where they are stored. */
    public Actions(Courier courier, OutboxStore store, ActionConfig config, Clock clock) {
        this.store = store;
        this.outbox = new Outbox(courier, store, config, clock);
    }

    /** Counters since the start. */
    public record Figures(int waiting, long done, long failed, long superseded, long retried) {}

    /** Goes on with what an earlier run left, except for what is not wanted any more. */
    public void load(Predicate<Intent> wanted) {
        List<Intent> left = new ArrayList<>();
        List<Intent> unwanted = new ArrayList<>();
        store.load().forEach(intent -> (wanted.test(intent) ? left : unwanted).add(intent));
        store.remove(unwanted);
        left.sort(Comparator.comparingLong(Intent::order));
        order.set(left.isEmpty() ? 0 : left.getLast().order());
        outbox.add(left);
    }

    /** The place of the next decision in the order of all. */
    public long nextOrder() {
        return order.incrementAndGet();
    }

    /** Carries these out, in order per device; they are stored already. */
    public void add(List<Intent> intents) {
        outbox.add(intents);
    }

    /** Does not carry these out, if they have not been yet. */
    public void withdraw(Predicate<Intent> which) {
        outbox.withdraw(which);
    }

    /** What waits or is under way, in the order of decision. */
    public List<Intent> waiting() {
        return outbox.waiting();
    }

    /** What was given up last, newest first. */
    public List<FailedAction> failed() {
        return store.failed();
    }

    /** A snapshot of the counters. */
    public Figures figures() {
        OutboxFigures counted = outbox.figures();
        return new Figures(
                outbox.size(),
                counted.doneCount(),
                counted.failedCount(),
                counted.supersededCount(),
                counted.retriedCount());
    }

    /** Stops; what is not done goes on after the next start. */
    @Override
    public void close() {
        outbox.close();
    }
}
