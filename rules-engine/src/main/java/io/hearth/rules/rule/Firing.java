package io.hearth.rules.rule;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A rule's decision to act for one device.
 *
 * @param rule     whose decision it is
 * @param subject  the device that the rule's selector stands for
 * @param kind     why it acts
 * @param at       when it decided, by the clock of the readings: the origin of the reading that did it, or the deadline of
 *                 the timer that did it. With the rule's watch and the subject it names the decision: evaluated again, it
 *                 is the same
 * @param cause    the signal whose reading did it; empty when it was a timer
 * @param value    the newest value of what the rule watches first, as it came; empty when there is none
 * @param readings the newest values of all that the rule watches, as they came
 */
public record Firing(
        KnownRule rule,
        String subject,
        Kind kind,
        Instant at,
        Optional<SignalKey> cause,
        String value,
        Map<SignalKey, String> readings) {
    /** Why a rule acts. */
    public enum Kind {
        /** It became active: {@code then}. */
        RAISED,
        /** It is still active, and says so again: {@code then}. */
        REPEATED,
        /** It is no longer active: {@code otherwise}. */
        CLEARED
    }

    /** Keeps a copy of the readings. */
    public Firing {
        readings = Map.copyOf(readings);
    }

    /** What the rule's document says to do about it; empty for nothing. */
    public List<Action> actions() {
        return rule.rule().actions(kind);
    }
}
