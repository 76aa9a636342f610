package io.hearth.rules.engine;

import io.hearth.rules.engine.Transition.HeldBack;
import io.hearth.rules.rule.Firing;
import java.time.Duration;
import java.util.Optional;

/** How often a rule has acted for one device, and whether it may again. Made with its first firing. */
final class Pace {
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();
    private static final long LONG_AGO = Long.MIN_VALUE;

    private long done = LONG_AGO;
    private boolean owed;
    private boolean acted = true;
    private long minute = LONG_AGO;
    private int inMinute;

    /** When its actions succeeded last, in ns; empty for never. */
    Optional<Long> done() {
        return done == LONG_AGO ? Optional.empty() : Optional.of(done);
    }

    /** Whether a firing was held back and is to be made up for. */
    boolean isOwed() {
        return owed;
    }

    /** Whether anything was done since the rule became active. */
    boolean hasActed() {
        return acted;
    }

    void settled(long at) {
        done = Math.max(done, at);
    }

    void recall(Optional<Long> doneAt, boolean isOwed, boolean hasActed) {
        done = doneAt.orElse(LONG_AGO);
        owed = isOwed;
        acted = hasActed;
    }

    /** Decides on a firing, and counts it when it may act. */
    Optional<HeldBack> decide(WatchedRule rule, Firing.Kind kind, long at) {
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
