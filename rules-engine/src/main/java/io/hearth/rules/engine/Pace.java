package io.hearth.rules.engine;

import io.hearth.rules.engine.Transition.HeldBack;
import io.hearth.rules.rule.Firing;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** How often a rule has acted for one device, and whether it may again. Made with its first firing. */
final class Pace {
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();
    private static final long LONG_AGO = Long.MIN_VALUE;

    private long done = LONG_AGO;
    private boolean owed;
    private boolean acted = true;
    private long minute = LONG_AGO;
    private int inMinute;

    /** Whether a firing was held back and is to be made up for. */
    boolean isOwed() {
        return owed;
    }

    void settled(long at) {
        done = Math.max(done, at);
    }

    /** The clock was set back to this time: what it remembers of later was now. */
    void setBack(long at) {
        done = Math.min(done, at);
        minute = Math.min(minute, at);
    }

    /** What must survive a restart, as words. */
    void remember(BiConsumer<String, Long> words) {
        if (done != LONG_AGO) {
            words.accept("done", done);
        }
        if (owed) {
            words.accept("owed", 1L);
        }
        if (!acted) {
            words.accept("idle", 1L);
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
        pace.owed = words.apply("owed").isPresent();
        pace.acted = words.apply("idle").isEmpty();
        pace.minute = words.apply("minute").orElse(LONG_AGO);
        pace.inMinute = words.apply("times").map(Math::toIntExact).orElse(0);
        boolean isNew = pace.done == LONG_AGO && !pace.owed && pace.acted && pace.inMinute == 0;
        return isNew ? Optional.empty() : Optional.of(pace);
    }

    /** Decides on a firing, and counts it when it may act. */
    Optional<HeldBack> decide(WatchedRule rule, Firing.Kind kind, long at) {
        if (rule.rule().rule().hasNothingToDo()) {
            return Optional.empty();
        }
        boolean raises = kind != Firing.Kind.CLEARED;
        if (raises == rule.rule().rule().then().isEmpty()) {
            return otherOf(kind);
        }
        Optional<HeldBack> reason = reason(rule, at);
        owed = raises && reason.isPresent();
        acted = raises ? reason.isEmpty() || kind == Firing.Kind.REPEATED && acted : acted;
        if (reason.isEmpty()) {
            count(at);
        }
        return reason;
    }

    /** The firing that only follows another one, or has nothing to do. */
    private Optional<HeldBack> otherOf(Firing.Kind kind) {
        owed = false;
        if (kind == Firing.Kind.CLEARED) {
            return acted ? Optional.empty() : Optional.of(HeldBack.NOTHING_DONE);
        }
        acted = true;
        return Optional.empty();
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

    /** When a firing that was held back may act, in ns. */
    long resumes(WatchedRule rule) {
        long limited = inMinute >= rule.firingsPerMinute() ? minute + MINUTE : LONG_AGO;
        return Math.max(coolsUntil(rule), limited);
    }
}
