package io.hearth.bench.load;

import java.io.IOException;

/**
 * Loads before anything is counted: what runs in a JVM is compiled as it is used, and at a low rate little is. They are faster and
 * faster, twice each time, while the target keeps up, until a message costs no less than it did, twice in turn.
 *
 * @param first   the rate to begin with, a second
 * @param most    no rate above is tried
 * @param seconds of each load
 * @param steps   there are no more loads than that
 */
record WarmUp(double first, double most, double seconds, int steps) {
    /** A message that costs less than this part of the least so far costs less. */
    private static final double LESS = 0.95;

    private static final int ENOUGH = 2;

    WarmUp {
        if (!(first > 0) || !(most >= first) || !(seconds > 0) || steps < 1) {
            throw new IllegalArgumentException("first=" + first + " most=" + most + " seconds=" + seconds + " steps="
                    + steps + ": first and seconds are above 0, most is at least first, steps at least 1");
        }
    }

    /**
     * What a load has shown.
     *
     * @param micros the processors' time of the target a message, us
     * @param keptUp whether all of it could be sent, and was stored in time
     */
    record Step(double micros, boolean keptUp) {}

    /** Loads a target. */
    interface Trial {
        Step at(double perSecond) throws IOException, InterruptedException;
    }

    /** Warms it up. */
    void run(Trial trial) throws IOException, InterruptedException {
        double rate = first;
        double highest = most;
        double least = Double.POSITIVE_INFINITY;
        int noLess = 0;
        for (int step = 0; step < steps && noLess < ENOUGH; step++) {
            Step shown = trial.at(rate);
            noLess = shown.micros() < least * LESS ? 0 : noLess + 1;
            least = Math.min(least, shown.micros());
            if (!shown.keptUp()) {
                highest = Math.max(first, rate / 2);
            }
            rate = Math.min(highest, rate * 2);
        }
    }
}
