package io.hearth.coredata.series;

import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.contracts.value.GoDuration;
import io.hearth.contracts.value.InvalidValue;
import java.time.Duration;

/**
 * Which span of time is wanted, cut into parts of which length.
 *
 * @param start Unix ns, included
 * @param end   Unix ns, not included
 * @param first Unix ns: where the first part begins; at or before the start
 * @param width how long a part is, ns
 */
record SeriesQuery(long start, long end, long first, long width) {
    private static final long DAY = Duration.ofDays(1).toNanos();
    private static final int DEFAULT_POINTS = 500;

    /**
     * Reads the texts of a query, each null when absent. Anything that is not allowed is 400.
     *
     * @param points   how many parts; 500 when neither it nor the interval is given
     * @param interval how long a part is, a Go duration; parts then begin at multiples of it since 1970
     * @param most     the most parts
     * @param now      Unix ns, the end when none is given; the start is a day before the end
     */
    static SeriesQuery of(String start, String end, String points, String interval, int most, long now) {
        long to = number("end", end, now, 0, Long.MAX_VALUE);
        long from = number("start", start, Math.max(0, to - DAY), 0, Long.MAX_VALUE);
        if (to < from) {
            throw bad("end", Long.toString(to), "a time that is not before start " + from);
        }
        if (interval == null) {
            long parts = number("points", points, DEFAULT_POINTS, 1, most);
            return new SeriesQuery(from, to, from, Math.max(1, Math.ceilDiv(to - from, parts)));
        }
        if (points != null) {
            throw bad("points", points, "either points or interval");
        }
        long width = interval(interval);
        long first = from / width * width;
        if ((to - first) / width >= most) {
            throw bad("interval", interval, "an interval of which start to end holds at most " + most);
        }
        return new SeriesQuery(from, to, first, width);
    }

    private static long interval(String text) {
        try {
            Duration interval = GoDuration.parse(text);
            if (interval.isPositive()) {
                return interval.toNanos();
            }
        } catch (InvalidValue none) {
            // said below, with what is allowed
        }
        throw bad("interval", text, "a duration such as 10s, 1m, 1h or 1d");
    }

    private static long number(String name, String text, long absent, long least, long most) {
        if (text == null || text.isEmpty()) {
            return absent;
        }
        try {
            long value = Long.parseLong(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            // said below, with what is allowed
        }
        throw bad(name, text, "a whole number from " + least + " to " + most);
    }

    private static EdgexException bad(String name, String value, String allowed) {
        return new EdgexException(
                ErrorKind.CONTRACT_INVALID, "query parameter " + name + " is '" + value + "', allowed is " + allowed);
    }

    /** Where the part begins in which a time is, Unix ns; a time before the first part counts to the first. */
    long partOf(long time) {
        return first + Math.max(0, time - first) / width * width;
    }
}
