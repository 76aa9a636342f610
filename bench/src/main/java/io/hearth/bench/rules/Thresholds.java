package io.hearth.bench.rules;

/**
 * So many rules on one resource: active below a limit, and then until above it by half a degree. The limits lie evenly between 0 and 100.
 *
 * @param count how many
 */
record Thresholds(int count) {
    static final double DEAD_BAND = 0.5;

    /** Below this value a rule becomes active; six decimals, as an exact decimal says it as well. */
    double below(int rule) {
        return Math.round(100e6 * (rule + 1) / (count + 1)) / 1e6;
    }

    /** Above this value it no longer is. */
    double clearAbove(int rule) {
        return Math.round((below(rule) + DEAD_BAND) * 1e6) / 1e6;
    }
}
