package io.hearth.runtime.bus;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Pauses between attempts: doubling from a first one to a longest one, with jitter so that many who failed together do not
 * come back together.
 */
public final class Backoff {
    private final long firstMillis;
    private final long longestMillis;
    private int failures;

    /** A new row of attempts. */
    public Backoff(Duration first, Duration longest) {
        this.firstMillis = Math.max(1, first.toMillis());
        this.longestMillis = Math.max(firstMillis, longest.toMillis());
    }

    /** How long to wait after one more failure. */
    public Duration next() {
        long doubled = firstMillis << Math.min(failures, 20);
        failures++;
        long pause = Math.min(longestMillis, doubled);
        return Duration.ofMillis(pause - ThreadLocalRandom.current().nextLong(pause / 4 + 1));
    }

    /** How many failures there were since the last success. */
    public int failures() {
        return failures;
    }

    /** Begins anew after a success. */
    public void reset() {
        failures = 0;
    }
}
