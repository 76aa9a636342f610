package io.hearth.coredata.store;

/**
 * A range of origins.
 *
 * @param start the first origin in it, Unix ns, 0 or more
 * @param end   the last origin in it, Unix ns, not before the start
 */
public record TimeRange(long start, long end) {
    /** Every origin there is. */
    public static final TimeRange ALL = new TimeRange(0, Long.MAX_VALUE);

    public TimeRange {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("a range from " + start + " to " + end + " is none");
        }
    }

    /** Whether nothing can be outside of it. */
    public boolean isAll() {
        return start <= 1 && end == Long.MAX_VALUE;
    }

    boolean contains(long origin) {
        return start <= origin && origin <= end;
    }

    /** The range with so many ns more at both ends. */
    TimeRange widened(long nanos) {
        return nanos == 0
                ? this
                : new TimeRange(
                        Math.max(0, start - nanos), end > Long.MAX_VALUE - nanos ? Long.MAX_VALUE : end + nanos);
    }

    /** The range with so many ns less at both ends, where it has one; null when nothing is left. */
    TimeRange narrowed(long nanos) {
        long from = start <= 1 ? start : start > Long.MAX_VALUE - nanos ? Long.MAX_VALUE : start + nanos;
        long to = end == Long.MAX_VALUE ? end : end - nanos;
        return to < from ? null : new TimeRange(from, to);
    }

    /** The first place in it; null when nothing is before it. */
    Place oldest() {
        return start <= 1 ? null : Place.at(start);
    }

    /** The last place in it; null when nothing is behind it. */
    Place newest() {
        if (end == Long.MAX_VALUE) {
            return null;
        }
        // No event has the origin 0.
        return end == 0 ? new Place(0, 0) : Place.at(end).lastTie();
    }
}
