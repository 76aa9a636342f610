package io.hearth.system;

import java.time.Duration;
import java.util.Optional;

/**
 * A fault that has happened and is over; times are {@link System#nanoTime}'s.
 *
 * @param ended how long the container took to end, where it was asked to
 */
record Outage(Fault fault, long began, long over, Optional<Duration> ended) {
    /**
     * Mosquitto writes its store once a second, by a clock of whole seconds (docs/decisions/0006): so much of what it has
     * acknowledged a kill of it may take.
     */
    private static final Duration NOT_WRITTEN = Duration.ofSeconds(2);

    /** Whether what was acknowledged then may be lost by it. */
    boolean mayTake(long acknowledged) {
        return fault.equals(new Fault("mosquitto", Fault.Kind.KILLED))
                && acknowledged - began > -NOT_WRITTEN.toNanos()
                && acknowledged - over < 0;
    }
}
