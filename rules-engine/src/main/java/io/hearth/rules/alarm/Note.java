package io.hearth.rules.alarm;

import java.time.Instant;

/**
 * A line of an alarm's history.
 *
 * @param at      when, by this machine's clock
 * @param who     who did it, as {@code person:alice}; {@link #HEARTH} when it came about by itself
 * @param what    what was done
 * @param comment why, or what of; may be empty
 */
public record Note(Instant at, String who, What what, String comment) {
    /** Who does what nobody did. */
    public static final String HEARTH = "hearth";

    /** What can become of an alarm. */
    public enum What {
        /** It came about. */
        RAISED,
        /** What raised it is over. */
        ENDED,
        /** Somebody has taken note. */
        ACKNOWLEDGED,
        /** Somebody has said something. */
        COMMENTED,
        /** It was put out of sight. */
        SHELVED,
        /** It is back in sight. */
        UNSHELVED,
        /** The next one of the same rule and device has taken its place. */
        REPLACED
    }

    static Note byItself(Instant at, What what, String comment) {
        return new Note(at, HEARTH, what, comment);
    }
}
