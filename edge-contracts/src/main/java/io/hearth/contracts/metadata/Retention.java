package io.hearth.contracts.metadata;

import io.hearth.contracts.validation.GoDurationText;

/**
 * How long events of a source are kept (EdgeX core-data, retention); 0 and "" stand for the service's defaults.
 *
 * @param maxCap   below this number of events nothing is removed; -1 is off
 * @param minCap   how many of the expired events stay; -1 for none
 * @param duration Go duration text: what is older has expired
 */
public record Retention(
        long maxCap, long minCap, @GoDurationText String duration) {
    /** All defaults. */
    public static final Retention DEFAULT = new Retention(0, 0, "");

    public Retention {
        duration = duration == null ? "" : duration;
    }
}
