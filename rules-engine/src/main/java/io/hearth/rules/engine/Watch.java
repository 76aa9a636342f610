package io.hearth.rules.engine;

import io.hearth.rules.engine.Transition.HeldBack;
import io.hearth.rules.rule.Firing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A rule at work for one device: its condition and the state it is in. Changed under the evaluator's lock only.
 *
 * <p>What a reading changes is told before it changes: then everything that was due before the reading happens, with what was
 * known then. When all parts have seen the reading, the state follows.
 */
final class Watch extends Timed {
    private final WatchedRule rule;
    private final String subject;
    private final Progress progress;
    private Node root;
    private RuleState state;
    /** What was known of the condition last; null before it was looked at. */
    private Truth known;

    private Optional<Pace> pace = Optional.empty();
    private long changed;
    private long readingsBefore;
    private boolean touched;
    private boolean ended;
    private boolean begun;
    /** Whether it broke while time passed: it waits for the next reading, else time would not go on for anybody. */
    private boolean stalled;
    /** Whether what it decides is the last. */
    private boolean leaving;
    /** Whether its last decision is from a time that has not come yet, since the clock was set back. */
    private boolean isSetBack;

    private String remembered = "";

    /** Is told what becomes of watches. */
    interface Progress {
        /** Something that this one depends on changes: it wants to be settled. */
        void touched(Watch watch);

        /** Its state is another one now, or it fires. */
        void changed(Watch watch, Transition transition);

        /** Why it may not do now what it has decided. */
        Optional<Gate.Refusal> refusal(Firing firing);

        /** A time, in ns: one object for all that happens then. */
        Instant instant(long time);

        /** Something of it must be stored. */
        void worthStoring(Watch watch);

        /** It could not be evaluated at this time, in ns. */
        void broken(Watch watch, long time, Throwable why);
    }

    Watch(WatchedRule rule, String subject, Progress progress, Instant now) {
        this.rule = rule;
        this.subject = subject;
        this.progress = progress;
        this.state = new RuleState.Unknown(now);
        this.changed = Sample.originOf(now);
    }

    /** Begins to watch this, which was made for it. */
    void plant(Node condition) {
        root = condition;
        root.attach();
        readingsBefore = readings();
        // What looks at more than one limit is looked at when it begins, and not at what was before.
        begun = root instanceof EdgeNode;
    }

    WatchedRule rule() {
        return rule;
    }

    String subject() {
        return subject;
    }

    RuleState state() {
        return state;
    }

    Node root() {
        return root;
    }

    Optional<Pace> pace() {
        return pace;
    }

    /** Goes on from a state in which it was left; {@code decidedAt}: when it decided last, in ns, if that was later. */
    void goOn(RuleState from, Optional<Pace> paced, Optional<Long> decidedAt) {
        state = rule.machine().adopt(from);
        pace = paced;
        changed = decidedAt.orElse(Sample.originOf(from.since()));
    }

    /** When it decided last, in ns; empty when that was when its state began. */
    Optional<Long> decidedAt() {
        return Optional.of(changed).filter(at -> at != Sample.originOf(state.since()));
    }

    /** Begins anew what ran when it was left. */
    void anew(long at) {
        state = rule.machine().anew(state, Sample.timeOf(at));
        root.anew(at);
    }

    /** What would have ended while nobody looked ends a little later, as there may be news on its way. */
    void resume(long at, long grace) {
        state = rule.machine().resume(state, Sample.timeOf(at), Duration.ofNanos(grace));
        root.resume(at, grace);
    }

    /**
     * The clock was set back to this time: nothing that was remembered is later, or a hold, a least time on or off and a
     * cool-down would last for as long as the clock was ahead. Decisions keep names that are later than those before.
     */
    void setBack(long at) {
        state = rule.machine().setBack(state, Sample.timeOf(at));
        root.setBack(at);
        pace.ifPresent(paced -> paced.setBack(at));
        isSetBack = changed > at;
        progress.worthStoring(this);
    }

    /** Something it depends on changes now: settles first what was due before. */
    void touch(long time) {
        if (!touched) {
            stalled = false;
            tryToElapse(time);
            touched = true;
            progress.touched(this);
        }
    }

    /** One rule that breaks must not take from the others what they come to. */
    private void tryToElapse(long until) {
        try {
            elapse(until);
        } catch (RuntimeException | StackOverflowError unforeseen) {
            stalled = true;
            progress.broken(this, until, unforeseen);
        }
    }

    /** All that depends on time until here, and nothing else. */
    private void elapse(long until) {
        for (long next = deadline(); next <= until; next = deadline()) {
            step(root.look(next, false), next, Optional.empty());
            state = isRepeatDue(until) ? rule.machine().skip(state, Sample.timeOf(until)) : state;
        }
    }

    private boolean isRepeatDue(long until) {
        return state instanceof RuleState.Active active
                && active.repeat().map(Sample::originOf).orElse(NEVER) <= until;
    }

    /** Looks at everything anew. */
    void settle(long time, Optional<Sample> cause) {
        touched = false;
        if (ended) {
            return;
        }
        if (begun) {
            elapse(time);
        }
        Truth truth = root.look(time, true);
        if (!begun || truth != known) {
            begun = true;
            step(truth, time, cause);
        }
        rememberParts();
    }

    /** A simple limit's memory changes with the state only; that of a part of a condition may change without it. */
    private void rememberParts() {
        if (!(root instanceof EdgeNode limit) || limit.movesUnseen()) {
            String now = StateText.memory(root);
            if (!now.equals(remembered)) {
                remembered = now;
                progress.worthStoring(this);
            }
        }
    }

    private void step(Truth truth, long time, Optional<Sample> cause) {
        known = truth;
        // Later than whatever it decided before, or two decisions would have the same name.
        long at = Math.max(time, changed + 1);
        isSetBack &= at > time;
        RuleState before = state;
        // What ends within that moment has not ended yet.
        RuleState next = rule.machine().after(before, truth, progress.instant(time));
        if (next != before) {
            next = at == time || isSetBack ? next : rule.machine().after(before, truth, Sample.timeOf(at));
            state = next;
            report(before, time, at, cause, kindOf(before, next));
        } else if (owes() && (isSetBack ? time : at) >= pace.get().resumes(rule)) {
            report(before, time, at, cause, pace.get().owed());
        }
    }

    private static Optional<Firing.Kind> kindOf(RuleState from, RuleState to) {
        return switch (to) {
            case RuleState.Active _ when !from.isActive() -> Optional.of(Firing.Kind.RAISED);
            case RuleState.Active _ when from instanceof RuleState.Active -> Optional.of(Firing.Kind.REPEATED);
            case RuleState.Normal _ when from.isActive() -> Optional.of(Firing.Kind.CLEARED);
            case RuleState.Active _,
                    RuleState.Normal _,
                    RuleState.Pending _,
                    RuleState.Clearing _,
                    RuleState.Unknown _ -> Optional.empty();
        };
    }

    private void report(RuleState before, long time, long at, Optional<Sample> cause, Optional<Firing.Kind> kind) {
        changed = at;
        Transition decided = Transition.of(
                rule.rule(), subject, before, state, Sample.timeOf(at), cause, last(), kind, Optional.empty());
        Transition transition = kind.flatMap(what -> heldBack(decided, what, isSetBack ? time : at))
                .map(decided::heldBackBy)
                .orElse(decided);
        rule.changed(transition, at);
        progress.changed(this, transition);
    }

    private Optional<HeldBack> heldBack(Transition decided, Firing.Kind kind, long at) {
        pace = pace.or(() -> Optional.of(new Pace()));
        Supplier<Optional<Gate.Refusal>> gate = () -> decided.firing().flatMap(progress::refusal);
        Optional<HeldBack> heldBack =
                leaving ? pace.get().decideLast(gate) : pace.get().decide(rule, kind, at, gate);
        if (heldBack.isEmpty()) {
            pace.get().acts(rule, kind, Sample.originOf(decided.at()));
        }
        return heldBack;
    }

    /** Decides anew what somebody held back, if the rule still stands as it did then. */
    void makeUp(Firing.Kind kind, long now) {
        if (!ended && state.isActive() == (kind != Firing.Kind.CLEARED)) {
            report(state, now, Math.max(now, changed + 1), Optional.empty(), Optional.of(kind));
        }
    }

    private boolean owes() {
        return pace.flatMap(Pace::owed).filter(this::isStillMeant).isPresent();
    }

    /** While it is on its way to another state, and while nobody knows, nothing is made up for. */
    private boolean isStillMeant(Firing.Kind owed) {
        return owed == Firing.Kind.CLEARED
                ? state instanceof RuleState.Normal || state instanceof RuleState.Pending
                : state instanceof RuleState.Active;
    }

    /** One of its actions succeeded. */
    void settled(Settled action) {
        if (pace.filter(paced -> paced.settled(action)).isPresent()) {
            progress.worthStoring(this);
        }
    }

    @Override
    long deadline() {
        if (ended || stalled) {
            return NEVER;
        }
        long first = Math.min(root.deadline(), own());
        if (!owes()) {
            return first;
        }
        long resumes = pace.get().resumes(rule);
        return Math.min(first, isSetBack ? resumes : Math.max(resumes, changed + 1));
    }

    private long own() {
        return state.deadline().map(Sample::originOf).orElse(NEVER);
    }

    @Override
    void due(long deadline, long now) {
        tryToElapse(deadline);
        state = isRepeatDue(now) ? rule.machine().skip(state, Sample.timeOf(now)) : state;
        rememberParts();
    }

    @Override
    long lasts() {
        return own() == deadline() ? StateMachine.lasts(state) : root.lasts();
    }

    /** Its device is no longer one of the rule's: what it was active for is over, and so is what it still has to undo. */
    void leave(long now) {
        boolean hasToUndo =
                pace.flatMap(Pace::owed).filter(Firing.Kind.CLEARED::equals).isPresent();
        if (state.isActive() || hasToUndo) {
            leaving = true;
            RuleState before = state;
            long at = Math.max(now, changed + 1);
            state = new RuleState.Normal(Sample.timeOf(at), Optional.of(Sample.timeOf(at)));
            report(before, now, at, Optional.empty(), Optional.of(Firing.Kind.CLEARED));
        }
    }

    /** No longer at work: a timer that still holds it finds nothing to do. */
    void end() {
        ended = true;
    }

    boolean hasEnded() {
        return ended;
    }

    Evaluator.Status status(Instant now) {
        long next = deadline();
        return new Evaluator.Status(
                subject,
                state,
                next == NEVER ? Optional.empty() : Optional.of(Sample.timeOf(next)),
                last(),
                pace.map(paced -> paced.coolsUntil(rule))
                        .filter(until -> until > Sample.originOf(now))
                        .map(Sample::timeOf),
                pace.filter(paced -> paced.owed().isPresent())
                        .map(paced -> Sample.timeOf(Math.max(paced.resumes(rule), changed + 1))));
    }

    /** The newest samples of what it watches, those named first in front. */
    List<Sample> last() {
        List<Sample> samples = new ArrayList<>(1);
        signals().forEach(signal -> signal.last().ifPresent(samples::add));
        return samples;
    }

    Set<Signal> signals() {
        Set<Signal> signals = new LinkedHashSet<>(2);
        root.signals(signals::add);
        return signals;
    }

    private long readings() {
        return signals().stream().mapToLong(Signal::readings).sum();
    }

    /** How many readings it was held against. */
    long evaluations() {
        return readings() - readingsBefore;
    }
}
