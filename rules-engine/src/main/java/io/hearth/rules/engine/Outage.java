package io.hearth.rules.engine;

import java.time.Duration;
import java.time.Instant;

/**
 * The time from when the rules were left until they are taken up again.
 *
 * @param stored   what is known of them; nothing for a rule that comes while the others are at work
 * @param settings how long nobody may have looked
 * @param now      when they are taken up
 */
record Outage(Stored stored, EvaluationSettings settings, Instant now) {
    /** Whether there was none. */
    boolean isNone() {
        return stored == Stored.NOTHING;
    }

    /** Whether the clock was ahead when the rules were left. */
    boolean wasAhead() {
        return stored.alive()
                .filter(alive -> alive.isAfter(now.plus(settings.grace())))
                .isPresent();
    }

    /** Whether what was known when the rules were left is as good as if somebody had looked all the time. */
    boolean isShort() {
        return stored.alive()
                .filter(alive -> Duration.between(alive, now).compareTo(settings.outageTolerance()) <= 0)
                .isPresent();
    }

    /**
     * What was running goes on, or begins anew when nobody looked for too long.
     *
     * @return whether that is to be stored
     */
    boolean end(Watch watch) {
        if (isNone()) {
            return false;
        }
        long at = Sample.originOf(now);
        if (wasAhead()) {
            watch.setBack(at);
        }
        if (isShort()) {
            watch.resume(at, settings.grace().toNanos());
        } else {
            watch.anew(at);
        }
        return wasAhead() || watch.deadline() != Timed.NEVER;
    }
}
