package io.hearth.rules.engine;

import io.hearth.rules.device.ChangedDevices;
import io.hearth.rules.device.Subjects;
import io.hearth.rules.rule.Firing;
import io.hearth.rules.rule.KnownRule;
import io.hearth.rules.rule.SignalKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * All rules and their state, in memory: readings and time go in, changes of state come out. It knows no bus and no store.
 * Safe for use by several threads; a rule may come or go between two readings.
 *
 * <p>A back-test has one of its own, with a clock that follows what was recorded: before each reading it
 * {@link #advance advances} to each {@link #next} time up to the reading's origin.
 */
public final class Evaluator {
    private final Clock clock;
    private final EvaluationSettings settings;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition sooner = lock.newCondition();
    private final Timers timers;
    private final Signals signals;
    private final Watchlist watchlist;
    private final Settling settling;
    private final Evaluation evaluation;
    private final FiringCounts decided = new FiringCounts();

    /** An evaluator without rules. */
    public Evaluator(Clock clock, EvaluationSettings settings, Subjects subjects, Expressions expressions) {
        this.clock = clock;
        this.settings = settings;
        this.timers = new Timers(clock, settings.grace(), sooner::signalAll);
        this.signals = new Signals(timers, settings.windowReadings(), subjects);
        this.settling = new Settling(timers, this::moved);
        Watchlist.Ground ground = new Watchlist.Ground(timers, signals, expressions);
        this.watchlist = new Watchlist(clock, settings, subjects, ground, settling);
        this.evaluation = new Evaluation(clock, settings, ground, watchlist, settling);
    }

    /**
     * A snapshot of the counters, for the metrics.
     *
     * @param watching  how many rules are watched
     * @param active    for how many devices rules are active
     * @param states    for how many devices rules are in which state, by label
     * @param evaluated how many readings were held against rules
     * @param judged    against how many rules they were, each reading counted for each of them
     * @param firings   what became of what all rules decided, also those that are no more
     */
    public record Figures(
            int watching,
            int active,
            Map<String, Integer> states,
            long evaluated,
            long judged,
            long late,
            long future,
            RuleFigures.Firings firings) {}

    /**
     * A rule's state for one device.
     *
     * @param deadline when something changes by itself next, in the state or in a part of the condition
     * @param last     the newest sample of each signal that the rule watches, those named first in front
     * @param cools    until when its firings do not act, because its actions have succeeded (coolDown)
     * @param resumes  when what it decided last, and was held back, is made up for; empty when there is nothing to
     */
    public record Status(
            String subject,
            RuleState state,
            Optional<Instant> deadline,
            List<Sample> last,
            Optional<Instant> cools,
            Optional<Instant> resumes) {}

    /** What time waits for after an outage, by the same settings as after a start. */
    Arrears arrears() {
        return new Arrears(settings.grace(), settings.outageTolerance());
    }

    /** Asks this whether what is decided is done; a back-test, which asks nobody, takes it that it is. */
    void ask(Gate gate) {
        change(() -> settling.ask(gate));
    }

    private void moved(RuleState from, RuleState to) {
        watchlist.changed(from, to);
    }

    private <T> T locked(Supplier<T> asked) {
        lock.lock();
        try {
            return asked.get();
        } finally {
            lock.unlock();
        }
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            wake();
        } finally {
            lock.unlock();
        }
    }

    /** Takes the rules as an earlier run has left them. */
    void load(Collection<KnownRule> known, Stored stored) {
        change(() -> watchlist.load(known, stored));
    }

    /** Begins to watch, or goes on with a changed rule. A rule that is switched off is not watched. */
    public void put(KnownRule rule) {
        change(() -> watchlist.put(rule));
    }

    /** What looks at the clock, or at values that are known, is looked at before the next value comes. */
    private void wake() {
        if (settling.isDue()) {
            sooner.signalAll();
        }
    }

    /** No longer watches a rule and forgets its states; under which names they are stored. */
    List<Watchlist.Gone> remove(UUID id) {
        return locked(() -> watchlist.remove(id));
    }

    /**
     * Asks anew which devices the rules are about, as these have changed; what is over for those that are gone is added to
     * the changes.
     *
     * @return the names under which the states of those that are gone are stored
     */
    List<Watchlist.Gone> subjectsChanged(ChangedDevices which, Changes into) {
        lock.lock();
        try {
            settling.begin(into);
            List<Watchlist.Gone> gone = watchlist.subjectsChanged(which);
            wake();
            return gone;
        } finally {
            settling.end();
            lock.unlock();
        }
    }

    /** Takes readings in their order and adds to the changes, which must have room for it, what they bring about. */
    public void evaluate(List<Sample> samples, Changes into) {
        evaluate(new Pass(samples), into);
    }

    /** Goes on with readings as far as the changes have room for what they bring about. */
    void evaluate(Pass pass, Changes into) {
        lock.lock();
        try {
            evaluation.evaluate(pass, into);
        } finally {
            settling.end();
            lock.unlock();
        }
    }

    /** Lets time pass until now: what is due happens, and is added to the changes as far as they have room. */
    public void advance(Instant now, Changes into) {
        lock.lock();
        try {
            evaluation.advance(now, into);
        } finally {
            settling.end();
            lock.unlock();
        }
    }

    /** Until when all that happens by itself has happened; empty when no time has passed yet. */
    Optional<Instant> passed() {
        return locked(evaluation::passed);
    }

    /** When something happens by itself next; empty when nothing does. */
    public Optional<Instant> next() {
        return locked(() -> {
            if (settling.isDue()) {
                return Optional.of(clock.instant());
            }
            long next = timers.next();
            return next == Timed.NEVER ? Optional.empty() : Optional.of(Sample.timeOf(next));
        });
    }

    /** Waits until something is due, but no longer than this. */
    void awaitDue(Duration most) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = most.toNanos();
            long due = untilDue();
            while (left > 0 && due > 0) {
                long waiting = Math.min(left, due);
                left -= waiting - Math.max(sooner.awaitNanos(waiting), 0);
                due = untilDue();
            }
        } finally {
            lock.unlock();
        }
    }

    private long untilDue() {
        if (settling.isDue()) {
            return 0;
        }
        return timers.next() == Timed.NEVER
                ? TimeUnit.DAYS.toNanos(1)
                : timers.next() - Sample.originOf(clock.instant());
    }

    /** An action of a rule succeeded: its cool-down counts from here. */
    public void settled(Settled settled, Changes into) {
        lock.lock();
        try {
            settling.begin(into);
            cooling(settled).flatMap(rule -> rule.of(settled.subject())).ifPresent(watch -> {
                watch.settled(settled);
                timers.arm(watch);
            });
        } finally {
            settling.end();
            lock.unlock();
        }
    }

    /** Decides anew what was held back, unless its rule does not watch any more or is not as it was then. */
    void makeUp(Firing heldBack, Instant now, Changes into) {
        lock.lock();
        try {
            settling.begin(into);
            watchlist
                    .rule(heldBack.rule().id())
                    .filter(rule -> rule.rule().watch().equals(heldBack.rule().watch()))
                    .ifPresent(rule -> rule.of(heldBack.subject())
                            .ifPresentOrElse(
                                    watch -> {
                                        watch.makeUp(heldBack.kind(), Sample.originOf(now));
                                        timers.arm(watch);
                                    },
                                    () -> watchlist
                                            .makeUpForGone(rule, heldBack, now)
                                            .ifPresent(into::add)));
        } finally {
            settling.end();
            lock.unlock();
        }
    }

    /** Whether this is for a device that its rule is about no more, as it was deleted: nobody can command it. */
    boolean isForDeleted(Firing heldBack) {
        return locked(() -> watchlist
                .rule(heldBack.rule().id())
                .filter(rule -> watchlist.hasLost(rule, heldBack.subject()))
                .isPresent());
    }

    /** Whether the rule of an action cools down when that succeeds. */
    boolean coolsDown(Settled settled) {
        return locked(() -> cooling(settled).isPresent());
    }

    private Optional<WatchedRule> cooling(Settled settled) {
        return watchlist
                .rule(settled.rule())
                .filter(rule -> rule.rule().watch().equals(settled.watch()))
                .filter(rule -> !rule.rule().rule().pacing().coolDown().isZero());
    }

    /** Whether a rule watches, in the form that this names. */
    boolean watches(UUID id, String watch) {
        return locked(() -> watchlist
                .rule(id)
                .filter(rule -> rule.rule().watch().equals(watch))
                .isPresent());
    }

    /** The state of a rule for each of its devices, by their names; none for a rule that is not watched. */
    public List<Status> status(UUID id) {
        Instant now = clock.instant();
        return locked(() -> watchlist.rule(id).map(WatchedRule::watches).orElse(List.of()).stream()
                .sorted(Comparator.comparing(Watch::subject))
                .map(watch -> watch.status(now))
                .toList());
    }

    /** The state of a rule for one device; empty when the rule does not watch that. */
    Optional<Status> status(UUID id, String subject) {
        Instant now = clock.instant();
        return locked(() -> watchlist.rule(id).flatMap(rule -> rule.of(subject)).map(watch -> watch.status(now)));
    }

    /** Counts what was decided and is stored; a mere change of state is no decision. */
    void decided(Transition transition) {
        if (transition.kind().isEmpty()) {
            return;
        }
        lock.lock();
        try {
            decided.add(transition);
            watchlist.rule(transition.rule().id()).ifPresent(rule -> rule.decided(transition));
        } finally {
            lock.unlock();
        }
    }

    /** What became of a rule, or why it cannot be evaluated; empty for one that is not watched. */
    public Optional<RuleFigures> figures(UUID id) {
        return locked(() -> watchlist.rule(id).map(WatchedRule::figures).or(() -> watchlist
                .leftAlone(id)
                .map(RuleFigures::of)));
    }

    /** How many rules cannot be evaluated. */
    int leftAlone() {
        return locked(watchlist::leftAlone);
    }

    /** The signals that windows look at. */
    Set<SignalKey> windowed() {
        return locked(signals::windowed);
    }

    /** Puts readings from before a start back into the windows. */
    void refill(Map<SignalKey, List<Sample>> readings, Optional<Instant> alive) {
        lock.lock();
        try {
            long asOf = Sample.originOf(alive.orElseGet(clock::instant));
            signals.windowed().forEach(key -> signals.of(key).refill(readings.getOrDefault(key, List.of()), asOf));
        } finally {
            lock.unlock();
        }
    }

    /** Whether rules here look at what a device measures that is looked after elsewhere. */
    boolean hears(String device) {
        return signals.hears(device);
    }

    /** The signals that rules watch. */
    Set<SignalKey> signals() {
        return locked(signals::keys);
    }

    /** The names under which the states of watches are stored. */
    Set<String> fields() {
        return locked(() -> {
            Set<String> fields = new HashSet<>();
            watchlist.rules().forEach(rule -> rule.watches().forEach(watch -> fields.add(StateText.field(watch))));
            return fields;
        });
    }

    /** A snapshot of the counters. */
    Figures figures() {
        return locked(() -> {
            StateCounts states = watchlist.states();
            return new Figures(
                    watchlist.size(),
                    states.active(),
                    states.byLabel(),
                    evaluation.news().taken(),
                    evaluation.judged(),
                    evaluation.news().late(),
                    evaluation.news().future(),
                    decided.snapshot());
        });
    }
}
