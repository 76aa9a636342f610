package io.hearth.coredata;

import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.coredata.store.TimeRange;

/** Reads the {@code start} and {@code end} of paths: Unix ns, both included (EdgeX API, section 2); else 400. */
public final class TimeRanges {
    private TimeRanges() {}

    /** The range between two texts. */
    public static TimeRange of(String start, String end) {
        long from = nanos("start", start);
        long to = nanos("end", end);
        if (to < from) {
            throw new EdgexException(
                    ErrorKind.CONTRACT_INVALID, "end is " + to + ", allowed is what is not before start, " + from);
        }
        return new TimeRange(from, to);
    }

    private static long nanos(String name, String text) {
        try {
            long nanos = Long.parseLong(text);
            if (nanos >= 0) {
                return nanos;
            }
        } catch (NumberFormatException noNumber) {
            // said below, with what is allowed
        }
        throw new EdgexException(
                ErrorKind.CONTRACT_INVALID,
                name + " is '" + text + "', allowed are Unix nanoseconds from 0 to " + Long.MAX_VALUE);
    }
}
