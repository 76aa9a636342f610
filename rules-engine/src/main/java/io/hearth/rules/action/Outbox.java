package io.hearth.rules.action;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/**
 * Does the stored actions: in order per kind and target, so commands in order per device, targets beside each other, each until it
 * is done, pointless or hopeless. A command that is refused for now is set aside, and the others of its device go on. What it is
 * given is stored already; it takes out of the store what is settled. Killed at any time, it goes on with the same command ids
 * after the next start.
 */
final class Outbox implements AutoCloseable {
    private final ActionConfig config;
    private final Ledger ledger;
    private final Attempts attempts;
    private final WaitingActions waiting;
    private final ExecutorService workers;

    Outbox(Courier courier, OutboxStore store, ActionConfig config, Clock clock) {
        this.config = config;
        Obsolete obsolete = new Obsolete(store);
        this.ledger = new Ledger(store, obsolete, config, clock);
        this.workers = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("rules-action-", 0).factory());
        this.waiting = new WaitingActions(config, clock, obsolete, this::begin);
        this.attempts = new Attempts(courier, waiting::silenced, config);
    }

    private void begin(Line line) {
        workers.execute(new LineWorker(line, waiting, attempts, ledger, config));
    }

    OutboxFigures figures() {
        return ledger.figures();
    }

    Listeners listeners() {
        return ledger.listeners();
    }

    /** Actions to be done, in order; they are in the store already. */
    void add(List<Intent> intents) {
        WaitingActions.Added added = waiting.add(intents);
        ledger.superseded(added.superseded());
        added.crowdedOut()
                .forEach(intent -> ledger.tryToFail(
                        intent,
                        "more than "
                                + Math.min(
                                        config.capacity(),
                                        KindLimits.of(config, intent).capacity())
                                + " actions wait, most of them for this target"));
    }

    /** These need not be done any more, because their rule is gone, off or another one now. */
    void withdraw(Predicate<Intent> which) {
        waiting.withdraw(which);
        ledger.withdrawn();
    }

    /** Who says from now on what must not be tried for now. */
    void ask(Silencing who) {
        waiting.ask(who);
    }

    /** Why one that waits is not tried now; empty when it may be. */
    Optional<String> silenced(Intent intent) {
        return waiting.silenced(intent);
    }

    /** Commands that wait and were not carried out yet. */
    List<Intent> unacted(Predicate<Intent> which) {
        return waiting.unacted(which);
    }

    /** These are done no more, as their rule has changed its mind; they have left the store already. */
    void supersede(List<Intent> superseded) {
        if (!superseded.isEmpty()) {
            ledger.superseded(waiting.supersede(superseded));
        }
    }

    /** What proves this one is there: it is looked at now. */
    void lookNow(Intent acted) {
        waiting.lookNow(acted);
    }

    /** What waits or is under way, in the order of decision. */
    List<Intent> waiting() {
        return waiting.all();
    }

    int size() {
        return waiting.size();
    }

    /** How many of a kind wait or are under way. */
    int size(Deed.Kind kind) {
        return waiting.size(kind);
    }

    /** Stops; what is not done is stored and goes on after the next start. */
    @Override
    public void close() {
        workers.shutdownNow();
    }
}
