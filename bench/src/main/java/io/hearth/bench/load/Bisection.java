package io.hearth.bench.load;

import java.io.IOException;

/**
 * The highest rate that is kept up with: doubled from a first one until it is too much, or halved until it is not, and then between the
 * two, by their geometric mean, until they are close.
 *
 * @param first  the rate to begin with, a second
 * @param most   no rate above is tried
 * @param close  how far apart, as a ratio, the highest that is kept up with and the lowest that is not may be at the end, above 1
 */
record Bisection(double first, double most, double close) {
    private static final double LEAST = 1;

    /** Whether a rate is kept up with. */
    interface Trial {
        boolean keptUp(double perSecond) throws IOException, InterruptedException;
    }

    Bisection {
        if (!(first >= LEAST) || !(most >= first) || !(close > 1)) {
            throw new IllegalArgumentException("first=" + first + " most=" + most + " close=" + close
                    + ": first is at least 1 and at most most, close is above 1");
        }
    }

    /** The highest rate; 0 when not even one a second is kept up with. */
    double highest(Trial trial) throws IOException, InterruptedException {
        double kept = 0;
        double tooMuch = Double.POSITIVE_INFINITY;
        for (double rate = first; rate >= LEAST && rate <= most; ) {
            if (trial.keptUp(rate)) {
                kept = rate;
            } else {
                tooMuch = rate;
            }
            if (kept == most || tooMuch / kept <= close) {
                return kept;
            }
            rate = next(kept, tooMuch);
        }
        return kept;
    }

    private double next(double kept, double tooMuch) {
        if (kept == 0) {
            return tooMuch / 2;
        }
        return Double.isInfinite(tooMuch) ? Math.min(most, kept * 2) : Math.sqrt(kept * tooMuch);
    }
}
