package io.hearth.bench.load;

import org.HdrHistogram.Histogram;

/**
 * A load whose counts agree.
 *
 * @param drainSeconds from when the last message was acknowledged until all were stored
 * @param failure      why it ended early, empty when it did not
 * @param overtaken    commands that were not sent, since a newer one was decided before their turn
 * @param late         commands that came though they were asked for in an earlier load
 * @param processorMicros the processors' time of the target a message, with its broker and store, us
 * @param residentMib  the memory of the same afterwards, MiB
 * @param acknowledged from when a message was due until the broker had it, ns
 * @param stored       from when a watched reading was due until it was seen to be stored, ns; empty when none was watched
 * @param commands     from when a reading was due until its command was at the device, ns; empty when none came
 */
record Measured(
        Load load,
        long messages,
        double seconds,
        double drainSeconds,
        String failure,
        long overtaken,
        long late,
        double processorMicros,
        double residentMib,
        Histogram acknowledged,
        Histogram stored,
        Histogram commands) {
    /** As long as this, or this part of the load's time, what was sent last may take to be stored. */
    private static final double MOST_SECONDS = 1;

    private static final double MOST_PART = 0.05;

    /**
     * Whether the target keeps up with the rate: nothing piles up that is still there when the load ends, and each command is sent
     * before the next one of its device is decided.
     */
    boolean keptUp() {
        return failure.isEmpty() && overtaken == 0 && isInTime(load, seconds + drainSeconds);
    }

    /** Whether all of a load was stored in time, so many seconds after it began. */
    static boolean isInTime(Load load, double seconds) {
        return seconds - load.seconds() <= Math.max(MOST_SECONDS, MOST_PART * load.seconds());
    }
}
