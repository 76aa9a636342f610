package io.hearth.rules.engine;

import io.hearth.rules.engine.Transition.HeldBack;
import io.hearth.rules.rule.Firing;
import io.hearth.rules.rule.Rule;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** How often a rule has acted for one device, and whether it may again. Made with its first firing. */
final class Pace {
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();
    private static final long LONG_AGO = Long.MIN_VALUE;
    private static final int MOST_ACTIONS = 62;
    private static final long THEN = 1;
    private static final long OTHERWISE = 2;

    private long done = LONG_AGO;
    /** What was held back last and is to be made up for. */
    private Optional<Firing.Kind> owed = Optional.empty();
    /** Until when a gate holds that back, in ns. */
    private long shut = LONG_AGO;
    /** Whether {@code then} was done last, and {@code otherwise} not since. */
    private boolean acted = true;
    /** When it acted last, and which of its actions have not succeeded yet, by their places. */
    private long acting = LONG_AGO;

    private long left;

    private long minute = LONG_AGO;
    private int inMinute;

    /** What was held back and is to be made up for: raised or cleared. */
    Optional<Firing.Kind> owed() {
        return owed;
    }

    /** It acts: the cool-down counts from when all of that has succeeded. */
    void acts(WatchedRule rule, Firing.Kind kind, long at) {
        Rule what = rule.rule().rule();
        int actions = what.actions(kind).size();
        if (actions > 0 && isPaced(what, kind) && !what.pacing().coolDown().isZero()) {
            acting = at;
            // Of more than any rule may have the first ones count.
            left = (1L << Math.min(actions, MOST_ACTIONS)) - 1;
        }
    }

    /** One of its actions succeeded; whether that is news. What is told again, after a kill, is none. */
    boolean settled(Settled action) {
        long place = action.action() < MOST_ACTIONS ? 1L << action.action() : 0;
        if (action.firing() != acting || (left & place) == 0) {
            return false;
        }
        left &= ~place;
        if (left == 0) {
            done = Math.max(done, Sample.originOf(action.at()));
            acting = LONG_AGO;
        }
        return true;
    }

    /** The clock was set back to this time: what it remembers of later was now. */
    void setBack(long at) {
        done = Math.min(done, at);
        minute = Math.min(minute, at);
        shut = Math.min(shut, at);
    }

    /** What must survive a restart, as words. */
    void remember(BiConsumer<String, Long> words) {
        if (done != LONG_AGO) {
            words.accept("done", done);
        }
        owed.ifPresent(kind -> words.accept("owed", kind == Firing.Kind.CLEARED ? OTHERWISE : THEN));
        if (shut != LONG_AGO) {
            words.accept("shut", shut);
        }
        if (!acted) {
            words.accept("idle", 1L);
        }
        if (acting != LONG_AGO) {
            words.accept("acting", acting);
            words.accept("left", left);
        }
        if (inMinute > 0) {
            words.accept("minute", minute);
            words.accept("times", (long) inMinute);
        }
    }

    /** Takes up what {@link #remember} said; empty when it said nothing. */
    static Optional<Pace> recall(Function<String, Optional<Long>> words) {
        Pace pace = new Pace();
        pace.done = words.apply("done").orElse(LONG_AGO);
        pace.owed = words.apply("owed").map(kind -> kind == OTHERWISE ? Firing.Kind.CLEARED : Firing.Kind.RAISED);
        pace.shut = words.apply("shut").orElse(LONG_AGO);
        pace.acted = words.apply("idle").isEmpty();
        pace.acting = words.apply("acting").orElse(LONG_AGO);
        pace.left = words.apply("left").orElse(0L);
        pace.minute = words.apply("minute").orElse(LONG_AGO);
        pace.inMinute = words.apply("times").map(Math::toIntExact).orElse(0);
        boolean isNew = pace.done == LONG_AGO
                && pace.acting == LONG_AGO
                && pace.owed.isEmpty()
                && pace.acted
                && pace.inMinute == 0;
        return isNew ? Optional.empty() : Optional.of(pace);
    }

    /**
     * Decides on a firing, and counts it when it may act.
     *
     * @param gate what else holds it back; asked when nothing here does
     */
    Optional<HeldBack> decide(WatchedRule rule, Firing.Kind kind, long at, Supplier<Optional<Gate.Refusal>> gate) {
        Rule what = rule.rule().rule();
        if (what.hasNothingToDo()) {
            return gate.get().map(Gate.Refusal::reason);
        }
        Optional<HeldBack> own = isPaced(what, kind) ? reason(rule, at) : nothingToUndo(kind);
        Optional<Gate.Refusal> refused = own.isEmpty() ? gate.get() : Optional.empty();
        shut = refused.flatMap(Gate.Refusal::until).map(Sample::originOf).orElse(LONG_AGO);
        boolean isLater = own.filter(reason -> reason != HeldBack.NOTHING_DONE).isPresent() || shut != LONG_AGO;
        note(kind, isLater && !what.actions(kind).isEmpty());
        if (own.isEmpty() && shut == LONG_AGO && isPaced(what, kind)) {
            count(at);
        }
        return own.or(() -> refused.map(Gate.Refusal::reason));
    }

    /**
     * Decides on {@code otherwise} for a device that the rule is about no more, and so for the last time: what only puts it off
     * is passed over, as nobody would come back to it.
     */
    Optional<HeldBack> decideLast(Supplier<Optional<Gate.Refusal>> gate) {
        return nothingToUndo(Firing.Kind.CLEARED).or(() -> lasting(gate.get()));
    }

    /** What somebody makes up for himself, whatever has become of the device. */
    static Optional<HeldBack> lasting(Optional<Gate.Refusal> refused) {
        return refused.filter(refusal -> refusal.until().isEmpty()).map(Gate.Refusal::reason);
    }

    /** Whether a cool-down and the limit hold for it: for {@code otherwise} when there is nothing else. */
    private static boolean isPaced(Rule rule, Firing.Kind kind) {
        return (kind != Firing.Kind.CLEARED) != rule.then().isEmpty();
    }

    private Optional<HeldBack> nothingToUndo(Firing.Kind kind) {
        return kind == Firing.Kind.CLEARED && !acted ? Optional.of(HeldBack.NOTHING_DONE) : Optional.empty();
    }

    private void note(Firing.Kind kind, boolean isLater) {
        boolean raises = kind != Firing.Kind.CLEARED;
        if (raises) {
            // What an `otherwise` that is held back has not undone is still to be undone.
            boolean isNotUndone = acted
                    && (kind == Firing.Kind.REPEATED
                            || owed.filter(Firing.Kind.CLEARED::equals).isPresent());
            acted = !isLater || isNotUndone;
        }
        owed = isLater ? Optional.of(raises ? Firing.Kind.RAISED : Firing.Kind.CLEARED) : Optional.empty();
    }

    private Optional<HeldBack> reason(WatchedRule rule, long at) {
        if (at < coolsUntil(rule)) {
            return Optional.of(HeldBack.COOL_DOWN);
        }
        return inMinute >= rule.firingsPerMinute() && at < minute + MINUTE
                ? Optional.of(HeldBack.LIMITED)
                : Optional.empty();
    }

    private void count(long at) {
        if (minute == LONG_AGO || at >= minute + MINUTE) {
            minute = at;
            inMinute = 0;
        }
        inMinute++;
    }

    /** Until when a firing does not act because its actions succeeded, in ns. */
    long coolsUntil(WatchedRule rule) {
        long coolDown = rule.rule().rule().pacing().coolDown().toNanos();
        return done == LONG_AGO || coolDown == 0 ? LONG_AGO : done + coolDown;
    }

    /** When what is owed may act, in ns. */
    long resumes(WatchedRule rule) {
        if (owed.filter(kind -> isPaced(rule.rule().rule(), kind)).isEmpty()) {
            return shut;
        }
        long limited = inMinute >= rule.firingsPerMinute() ? minute + MINUTE : LONG_AGO;
        return Math.max(shut, Math.max(coolsUntil(rule), limited));
    }
}
