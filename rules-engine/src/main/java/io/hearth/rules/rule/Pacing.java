package io.hearth.rules.rule;

import java.time.Duration;
import java.util.Optional;

/**
 * How often a rule may act, for each device by itself.
 *
 * @param coolDown for how long after its actions succeeded a firing does not act again; zero for always
 * @param reAlarm  how often {@code then} is done again while the rule stays active (OPC UA Part 9, ReAlarmTime)
 * @param minOn    how long the rule stays active at least
 * @param minOff   how long it stays inactive at least, before it is active again
 */
public record Pacing(Duration coolDown, Optional<Duration> reAlarm, Duration minOn, Duration minOff) {
    /** As often as the condition says. */
    public static final Pacing NONE = new Pacing(Duration.ZERO, Optional.empty(), Duration.ZERO, Duration.ZERO);
}
