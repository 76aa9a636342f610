package io.hearth.bench.load;

import org.HdrHistogram.Histogram;

/**
 * A load whose counts agree.
 *
 * @param drainSeconds from when the last message was acknowledged until all were stored
 * @param failure      why it ended early, empty when it did not
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
        double processorMicros,
        double residentMib,
        Histogram acknowledged,
        Histogram stored,
        Histogram commands) {
    /** As long as this, or this part of the load's time, what was sent last may take to be stored. */
    private static final double MOST_SECONDS = 1;

    private static final double MOST_PART = 0.05;

    /** Whether the target keeps up with the rate: nothing piles up that is still there when the load ends. */
    boolean keptUp() {
        double late = seconds - load.seconds() + drainSeconds;
        return failure.isEmpty() && late <= Math.max(MOST_SECONDS, MOST_PART * load.seconds());
    }
}
