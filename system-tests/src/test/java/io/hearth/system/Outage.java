package io.hearth.system;

import java.time.Duration;
import java.util.Optional;

/**
 * What has happened and is over; times are {@link System#nanoTime}'s.
 *
 * @param of        what it was
 * @param forgetful whether the broker may have forgotten what it had not written yet
 * @param ended     how long the container took to end, where it was asked to
 */
record Outage(String of, boolean forgetful, long began, long over, Optional<Duration> ended) {
    /**
     * Mosquitto writes its store once a second, by a clock of whole seconds (docs/decisions/0006): so much of what it has
     * acknowledged a kill of it may take.
     */
    private static final Duration NOT_WRITTEN = Duration.ofSeconds(2);

    /** Whether what was acknowledged then may be lost by it. */
    boolean mayTake(long acknowledged) {
        return forgetful && acknowledged - began > -NOT_WRITTEN.toNanos() && acknowledged - over < 0;
    }
}
