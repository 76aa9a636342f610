package io.hearth.rules.action;

import io.hearth.rules.rule.Action;
import io.hearth.rules.rule.Firing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** The door to what rules do: takes decisions that are stored, sees to it that they are carried out. */
public final class Actions implements AutoCloseable {
    private final OutboxStore store;
    private final Outbox outbox;
    private final Deeds deeds;
    private final ActionConfig config;
    private final Clock clock;
    private final AtomicLong order = new AtomicLong();

    /** With who carries actions out and where they are stored. */
    public Actions(Courier courier, OutboxStore store, ActionConfig config, Clock clock) {
        this.store = store;
        this.outbox = new Outbox(courier, store, config, clock);
        this.deeds = new Deeds(config.filledLength());
        this.config = config;
        this.clock = clock;
    }

    /**
     * Counters since the start.
     *
     * @param failed  how many were given up
     * @param expired how many of those because they were not worth doing any more
     */
    public record Figures(int waiting, long done, long failed, long expired, long superseded, long retried) {}

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

    /** Who is to hear what becomes of actions. */
    public void listen(ActionListener listener) {
        outbox.listeners().add(listener);
    }

    /**
     * What a firing does: each action of {@code then} or {@code otherwise} with its placeholders filled, in order. Nothing is
     * done before it is {@link #add added}.
     */
    public List<Intent> decide(Firing firing) {
        List<Action> listed = firing.actions();
        List<Intent> intents = new ArrayList<>(listed.size());
        Instant now = clock.instant();
        for (Action action : listed) {
            int index = intents.size();
            Deed deed = deeds.of(firing, index, action);
            Duration usual = new KindLimits(config, deed.kind()).validFor();
            intents.add(Intent.of(firing, index, deed, nextOrder(), Validity.of(action, usual, now)));
        }
        return intents;
    }

    /** What proves that a device obeyed this is there. */
    public void lookNow(Intent acted) {
        outbox.lookNow(acted);
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

    /** Who says from now on what must not be tried for now; before {@link #load}. */
    public void ask(Silencing who) {
        outbox.ask(who);
    }

    /** Why one that waits is not tried now; empty when it may be. */
    public Optional<String> silenced(Intent waiting) {
        return outbox.silenced(waiting);
    }

    /** Commands that wait and were not carried out yet. */
    public List<Intent> unacted(Predicate<Intent> which) {
        return outbox.unacted(which);
    }

    /** Does not carry these out, as their rule has decided otherwise since; they have left the store. */
    public void supersede(List<Intent> superseded) {
        outbox.supersede(superseded);
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
        KindFigures all = outbox.figures().all();
        return figures(outbox.size(), all);
    }

    /** A snapshot of the counters of one kind. */
    public Figures figures(Deed.Kind kind) {
        return figures(outbox.size(kind), outbox.figures().of(kind));
    }

    private static Figures figures(int waiting, KindFigures counted) {
        return new Figures(
                waiting,
                counted.doneCount(),
                counted.failedCount(),
                counted.expiredCount(),
                counted.supersededCount(),
                counted.retriedCount());
    }

    /** Stops; what is not done goes on after the next start. */
    @Override
    public void close() {
        outbox.close();
    }
}
