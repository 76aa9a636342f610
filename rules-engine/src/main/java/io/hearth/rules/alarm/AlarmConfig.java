package io.hearth.rules.alarm;

import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Bounds of alarms. */
public interface AlarmConfig {
    /** How many alarms may be to be seen; beyond that the oldest one that is over goes, and a new one is not raised when all are active. */
    @WithDefault("100000")
    int capacity();

    /** How many alarms that are over and acknowledged are kept; the oldest go first. */
    @WithDefault("10000")
    int endedKept();

    /** How long such an alarm is kept. */
    @WithDefault("30d")
    Duration endedAge();

    /** How many lines the history of one alarm has; beyond that the first and the newest are kept. */
    @WithDefault("50")
    int history();

    /** The longest comment, in characters. */
    @WithDefault("1024")
    int commentLength();

    /** For how long an alarm may be shelved at most (OPC UA Part 9, MaxTimeShelved); a one-shot shelving ends then too. */
    @WithDefault("7d")
    Duration longestShelving();

    /** How often what ends by the clock is looked at: shelvings, silences, limits of rules, ages. */
    @WithDefault("1s")
    Duration tick();

    /** How long after its last refused decision a rule no longer counts as limited. */
    @WithDefault("1m")
    Duration limitedFor();

    /** How long a change of an alarm waits for another one of the same alarm that is being stored. */
    @WithDefault("5s")
    Duration patience();
}
