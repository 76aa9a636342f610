package io.hearth.coredata.store;

/**
 * What the numbers of a resource were in a span of time.
 *
 * @param start Unix ms of the span's beginning
 * @param count how many numbers, 1 or more
 * @param last  the newest of them
 * @param at    Unix ms of the newest
 */
public record Statistics(long start, long count, double sum, double min, double max, double last, long at) {
    /** The mean, between least and greatest even where the sum is beyond what a double holds. */
    public double average() {
        return Math.max(min, Math.min(max, sum / count));
    }

    /** These and the other's, which go into the same span. */
    public Statistics with(Statistics other) {
        boolean newer = other.at >= at;
        return new Statistics(
                start,
                count + other.count,
                Math.clamp(sum + other.sum, -Double.MAX_VALUE, Double.MAX_VALUE),
                Math.min(min, other.min),
                Math.max(max, other.max),
                newer ? other.last : last,
                newer ? other.at : at);
    }

    /** The same numbers in a span that begins elsewhere. */
    public Statistics startingAt(long otherStart) {
        return new Statistics(otherStart, count, sum, min, max, last, at);
    }
}
