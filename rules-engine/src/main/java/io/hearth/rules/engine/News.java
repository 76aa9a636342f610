package io.hearth.rules.engine;

/**
 * What of the readings counts: each once and in order. One delivered again, or too late, or from the future changes nothing.
 * Guarded by the evaluator's lock.
 */
final class News {
    private long taken;
    private long late;
    private long future;

    /**
     * Whether a reading counts.
     *
     * @param latest the latest time, in ns, that is not the future
     */
    boolean isNews(Signal signal, Sample sample, long latest) {
        int counts = sample.isReport() ? 0 : 1;
        if (sample.origin() > latest) {
            future += counts;
            return false;
        }
        if (isLate(signal, sample, latest)) {
            late += counts;
            return false;
        }
        taken += counts;
        return true;
    }

    /** A last reading from the future is no measure: the clock it came from, or ours, was set back since. */
    private static boolean isLate(Signal signal, Sample sample, long latest) {
        return signal.last()
                .filter(last -> last.origin() <= latest && sample.origin() <= last.origin())
                .isPresent();
    }

    /** How many readings counted. */
    long taken() {
        return taken;
    }

    /** How many did not because a newer one had counted, or the same. */
    long late() {
        return late;
    }

    /** How many did not because they were from the future. */
    long future() {
        return future;
    }
}
