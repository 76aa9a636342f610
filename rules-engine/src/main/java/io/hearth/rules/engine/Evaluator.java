package io.hearth.rules.engine;

import io.hearth.rules.device.Subjects;
import io.hearth.rules.rule.KnownRule;
import io.hearth.rules.rule.SignalKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

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
    private final Subjects subjects;
    private final Expressions expressions;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition sooner = lock.newCondition();
    private final Timers timers;
    private final Signals signals;
    private final Map<UUID, WatchedRule> rules = new HashMap<>();
    private final Set<UUID> groups = new LinkedHashSet<>();
    private final List<Watch> touched = new ArrayList<>();
    /** Those whose timers were set anew by a start, which the next one must know. */
    private final List<Watch> resumed = new ArrayList<>();

    private final Progress progress = new Progress();
    /** Where what comes about is collected: only while something is evaluated. */
    private Changes changes = new Changes();
    private int watching;
    private int active;
    private long evaluated;
    private long late;
    private long future;

    /** An evaluator without rules. */
    public Evaluator(Clock clock, EvaluationSettings settings, Subjects subjects, Expressions expressions) {
        this.clock = clock;
        this.settings = settings;
        this.subjects = subjects;
        this.expressions = expressions;
        this.timers = new Timers(clock, settings.grace(), sooner::signalAll);
        this.signals = new Signals(timers, settings.windowReadings());
    }

    /**
     * A snapshot of the counters, for the metrics.
     *
     * @param watching how many rules are watched
     * @param active   for how many devices rules are active
     */
    public record Figures(int watching, int active, long evaluated, long late, long future) {}

    /**
     * A rule's state for one device.
     *
     * @param deadline when something changes by itself next, in the state or in a part of the condition
     * @param last     the newest sample of each signal that the rule watches, those named first in front
     * @param cools    until when its firings do not act, because its actions have succeeded (coolDown)
     * @param owed     whether a firing was held back that will be made up for
     */
    public record Status(
            String subject,
            RuleState state,
            Optional<Instant> deadline,
            List<Sample> last,
            Optional<Instant> cools,
            boolean owed) {}

    /**
     * What became of a rule since it is watched.
     *
     * @param subjects    for how many devices it is watched
     * @param states      in how many of them it is in which state, by label
     * @param evaluations how many readings it was held against
     * @param firings     how often it acted
     * @param limited     how often it did not because it fires too often
     * @param cooledDown  how often it did not because its actions had succeeded not long ago
     * @param lastChange  when its state changed last
     * @param lastFiring  when it acted last
     * @param lastError   what an expression said last that could not be evaluated
     */
    public record RuleFigures(
            int subjects,
            Map<String, Integer> states,
            long evaluations,
            long firings,
            long limited,
            long cooledDown,
            Optional<Instant> lastChange,
            Optional<Instant> lastFiring,
            Optional<String> lastError) {}

    /** Takes the rules as an earlier run has left them. */
    void load(Collection<KnownRule> known, Stored stored) {
        lock.lock();
        try {
            Map<String, Set<String>> left = new HashMap<>();
            stored.states().keySet().forEach(field -> StateText.subjectOf(field)
                    .ifPresent(subject -> left.computeIfAbsent(StateText.watchOf(field), any -> new HashSet<>())
                            .add(subject)));
            signals.remember(stored);
            known.forEach(rule -> put(rule, stored, left.getOrDefault(rule.watch(), Set.of())));
            signals.remember(Stored.NOTHING);
        } finally {
            lock.unlock();
        }
    }

    /** Begins to watch, or goes on with a changed rule. A rule that is switched off is not watched. */
    public void put(KnownRule rule) {
        lock.lock();
        try {
            put(rule, Stored.NOTHING, Set.of());
        } finally {
            lock.unlock();
        }
    }

    private void put(KnownRule known, Stored stored, Set<String> left) {
        Optional<WatchedRule> before = Optional.ofNullable(rules.get(known.id()));
        // The old watches are let go last, so that what is known of their signals stays known.
        if (known.rule().enabled()) {
            WatchedRule rule = new WatchedRule(known, settings.firingsPerMinute());
            Optional<WatchedRule> same = before.filter(old -> old.rule().watch().equals(known.watch()));
            same.ifPresent(rule::goOn);
            Set<String> about = new LinkedHashSet<>(subjects.of(known.rule().subject()));
            about.addAll(left);
            watch(
                    rule,
                    about,
                    subject -> same.flatMap(old -> old.of(subject))
                            .map(StateText::write)
                            .or(() -> Optional.ofNullable(stored.states().get(StateText.field(rule, subject)))),
                    stored);
            before.ifPresent(this::drop);
            rules.put(known.id(), rule);
            watching++;
            if (rule.isGroup()) {
                groups.add(known.id());
            }
        } else {
            before.ifPresent(this::drop);
        }
    }

    @FunctionalInterface
    private interface Left {
        Optional<String> of(String subject);
    }

    private void watch(WatchedRule rule, Set<String> about, Left left, Stored stored) {
        Instant now = clock.instant();
        Planter planter = new Planter(rule.rule(), signals, expressions, Sample.originOf(now));
        for (String subject : about) {
            Watch watch = new Watch(
                    rule, subject, progress, Sample.originOf(rule.rule().modified()));
            watch.plant(planter.plant(watch));
            boolean goesOn =
                    left.of(subject).map(text -> StateText.read(text, watch)).orElse(false);
            if (goesOn) {
                resume(watch, stored, now);
            }
            rule.add(watch);
            count(watch.state(), 1);
            begin(watch);
        }
    }

    /** After a start: what was running goes on, or begins anew when nobody looked for too long. */
    private void resume(Watch watch, Stored stored, Instant now) {
        if (stored == Stored.NOTHING) {
            return;
        }
        boolean wasShort = stored.alive()
                .filter(alive -> Duration.between(alive, now).compareTo(settings.outageTolerance()) <= 0)
                .isPresent();
        if (wasShort) {
            watch.resume(Sample.originOf(now), settings.grace().toNanos());
        } else {
            watch.anew(Sample.originOf(now));
        }
        if (watch.deadline() != Timed.NEVER) {
            resumed.add(watch);
        }
    }

    private void begin(Watch watch) {
        watch.signals().forEach(Signal::arm);
        if (!(watch.root() instanceof EdgeNode)) {
            // Parts that look at the clock, or at values that are known, say something before the next value comes.
            touched.add(watch);
            sooner.signalAll();
        }
        timers.arm(watch);
    }

    /** No longer watches a rule and forgets its states; under which names they are stored. */
    List<Gone> remove(UUID id) {
        lock.lock();
        try {
            Optional<WatchedRule> rule = Optional.ofNullable(rules.get(id));
            List<Gone> gone = rule.map(WatchedRule::watches).orElse(List.of()).stream()
                    .map(watch -> new Gone(watch.subject(), StateText.field(watch)))
                    .toList();
            rule.ifPresent(this::drop);
            return gone;
        } finally {
            lock.unlock();
        }
    }

    private void drop(WatchedRule rule) {
        rule.watches().forEach(this::release);
        rules.remove(rule.rule().id(), rule);
        groups.remove(rule.rule().id());
        watching--;
    }

    private void release(Watch watch) {
        Set<Signal> left = watch.signals();
        watch.root().detach();
        watch.end();
        touched.remove(watch);
        resumed.remove(watch);
        count(watch.state(), -1);
        signals.release(left);
    }

    /** Asks anew which devices the rules are about; the names under which the states of those that are gone are stored. */
    List<Gone> subjectsChanged() {
        lock.lock();
        try {
            List<Gone> gone = new ArrayList<>();
            groups.forEach(id -> expand(rules.get(id), gone));
            return gone;
        } finally {
            lock.unlock();
        }
    }

    /** A device that a rule is no longer about. */
    record Gone(String subject, String field) {}

    private void expand(WatchedRule rule, List<Gone> gone) {
        Set<String> now = subjects.of(rule.rule().rule().subject());
        List<Watch> left = rule.watches().stream()
                .filter(watch -> !now.contains(watch.subject()))
                .toList();
        for (Watch watch : left) {
            rule.remove(watch);
            release(watch);
            gone.add(new Gone(watch.subject(), StateText.field(watch)));
        }
        Set<String> come = new LinkedHashSet<>(now);
        rule.watches().forEach(watch -> come.remove(watch.subject()));
        watch(rule, come, subject -> Optional.empty(), Stored.NOTHING);
    }

    /** Takes readings in their order and adds to the changes what they bring about. */
    public void evaluate(List<Sample> samples, Changes into) {
        lock.lock();
        try {
            begin(into);
            Instant now = clock.instant();
            settle(Sample.originOf(now), Optional.empty());
            long latest = Sample.originOf(now.plus(settings.futureTolerance()));
            Optional<Sample> cause = Optional.empty();
            for (int i = 0; i < samples.size(); i++) {
                Sample sample = samples.get(i);
                Optional<Signal> signal = signals.find(sample.signal());
                if (signal.isPresent() && isNews(signal.get(), sample, latest)) {
                    take(signal.get(), sample);
                    cause = cause.filter(first -> sample.isReport()).or(() -> Optional.of(sample));
                }
                // What a device measured at one time is one: nobody sees half of it.
                if (i + 1 == samples.size() || !samples.get(i + 1).isTogetherWith(sample)) {
                    settle(sample.origin(), cause);
                    cause = Optional.empty();
                }
            }
        } finally {
            changes = new Changes();
            lock.unlock();
        }
    }

    private void begin(Changes into) {
        changes = into;
        resumed.forEach(changes::state);
        resumed.clear();
    }

    private void take(Signal signal, Sample sample) {
        evaluated += sample.isReport() ? 0 : 1;
        changes.seen(sample);
        signal.take(sample);
        if (!signal.windows().isEmpty() && !sample.value().isNaN()) {
            changes.through(sample, signal.span());
        }
    }

    /** Lets time pass until now: what is due happens, and is added to the changes. */
    public void advance(Instant now, Changes into) {
        lock.lock();
        try {
            begin(into);
            long until = Sample.originOf(now);
            settle(until, Optional.empty());
            timers.fire(until, time -> settle(time, Optional.empty()));
        } finally {
            changes = new Changes();
            lock.unlock();
        }
    }

    /** When something happens by itself next; empty when nothing does. */
    public Optional<Instant> next() {
        lock.lock();
        try {
            if (!touched.isEmpty()) {
                return Optional.of(clock.instant());
            }
            long next = timers.next();
            return next == Timed.NEVER ? Optional.empty() : Optional.of(Sample.timeOf(next));
        } finally {
            lock.unlock();
        }
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
        if (!touched.isEmpty()) {
            return 0;
        }
        return timers.next() == Timed.NEVER
                ? TimeUnit.DAYS.toNanos(1)
                : timers.next() - Sample.originOf(clock.instant());
    }

    /** Those that something has touched follow. */
    private void settle(long time, Optional<Sample> cause) {
        for (int i = 0; i < touched.size(); i++) {
            touched.get(i).settle(time, cause);
            timers.arm(touched.get(i));
        }
        touched.clear();
    }

    /** A reading counts once and in order; one delivered again, or too late, changes nothing. */
    private boolean isNews(Signal signal, Sample sample, long latest) {
        boolean isReport = sample.isReport();
        if (sample.origin() > latest) {
            future += isReport ? 0 : 1;
            return false;
        }
        // A last reading from the future is no measure: the clock it came from, or ours, was set back since.
        boolean isLate = signal.last()
                .filter(last -> last.origin() <= latest && sample.origin() <= last.origin())
                .isPresent();
        if (isLate) {
            late += isReport ? 0 : 1;
        }
        return !isLate;
    }

    /** Collects what becomes of watches. */
    private final class Progress implements Watch.Progress {
        @Override
        public void touched(Watch watch) {
            touched.add(watch);
        }

        @Override
        public void changed(Watch watch, Transition transition) {
            count(transition.from(), -1);
            count(transition.to(), 1);
            changes.add(transition);
            changes.state(watch);
        }

        @Override
        public void worthStoring(Watch watch) {
            changes.state(watch);
        }
    }

    private void count(RuleState state, int by) {
        active += state.isActive() ? by : 0;
    }

    /** An action of a rule succeeded: its cool-down counts from here. */
    void settled(Settled settled, Changes into) {
        lock.lock();
        try {
            changes = into;
            Optional.ofNullable(rules.get(settled.rule()))
                    .filter(rule -> rule.rule().watch().equals(settled.watch()))
                    .flatMap(rule -> rule.of(settled.subject()))
                    .ifPresent(watch -> {
                        watch.settled(settled.at());
                        timers.arm(watch);
                    });
        } finally {
            changes = new Changes();
            lock.unlock();
        }
    }

    /** Whether a rule watches, in the form that this names. */
    boolean watches(UUID id, String watch) {
        lock.lock();
        try {
            WatchedRule rule = rules.get(id);
            return rule != null && rule.rule().watch().equals(watch);
        } finally {
            lock.unlock();
        }
    }

    /** The state of a rule for each of its devices, by their names; none for a rule that is not watched. */
    public List<Status> status(UUID id) {
        lock.lock();
        try {
            Instant now = clock.instant();
            return Optional.ofNullable(rules.get(id)).map(WatchedRule::watches).orElse(List.of()).stream()
                    .sorted(java.util.Comparator.comparing(Watch::subject))
                    .map(watch -> watch.status(now))
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /** What became of a rule; empty for one that is not watched. */
    public Optional<RuleFigures> figures(UUID id) {
        lock.lock();
        try {
            return Optional.ofNullable(rules.get(id)).map(WatchedRule::figures);
        } finally {
            lock.unlock();
        }
    }

    /** The signals that windows look at. */
    Set<SignalKey> windowed() {
        lock.lock();
        try {
            return signals.windowed();
        } finally {
            lock.unlock();
        }
    }

    /** Puts readings from before a start back into the windows. */
    void refill(Map<SignalKey, List<Sample>> readings, Optional<Instant> alive) {
        lock.lock();
        try {
            long asOf = Sample.originOf(alive.orElseGet(clock::instant));
            signals.windowed()
                    .forEach(key -> signals.of(key).refill(readings.getOrDefault(key, List.of()), asOf));
        } finally {
            lock.unlock();
        }
    }

    /** The signals that rules watch. */
    Set<SignalKey> signals() {
        lock.lock();
        try {
            return signals.keys();
        } finally {
            lock.unlock();
        }
    }

    /** The names under which the states of watches are stored. */
    Set<String> fields() {
        lock.lock();
        try {
            Set<String> fields = new HashSet<>();
            rules.values().forEach(rule -> rule.watches().forEach(watch -> fields.add(StateText.field(watch))));
            return fields;
        } finally {
            lock.unlock();
        }
    }

    /** A snapshot of the counters. */
    Figures figures() {
        lock.lock();
        try {
            return new Figures(watching, active, evaluated, late, future);
        } finally {
            lock.unlock();
        }
    }
}
