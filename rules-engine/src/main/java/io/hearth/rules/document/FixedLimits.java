package io.hearth.rules.document;

import java.time.Duration;

/** Bounds that are given by the caller instead of by configuration. */
public record FixedLimits(
        int nameLength,
        int descriptionLength,
        int labels,
        int actions,
        int valuesLength,
        int depth,
        int conditions,
        Duration longestTime,
        int windowReadings,
        Duration shortestValidity)
        implements RuleLimits {
    /** How deep the text of a stored rule is nested at most: far more than any setting would allow. */
    private static final int DEEPEST = 200;

    /** Takes whatever was accepted once, whatever the bounds are now. */
    public static final FixedLimits NONE = new FixedLimits(
            Integer.MAX_VALUE,
            Integer.MAX_VALUE,
            Integer.MAX_VALUE,
            Integer.MAX_VALUE,
            Integer.MAX_VALUE,
            DEEPEST,
            Integer.MAX_VALUE,
            Duration.ofSeconds(Long.MAX_VALUE),
            Integer.MAX_VALUE,
            Duration.ofMillis(1));

    /** With the bounds of conditions and times as they are by default. */
    public FixedLimits(int nameLength, int descriptionLength, int labels, int actions, int valuesLength) {
        this(
                nameLength,
                descriptionLength,
                labels,
                actions,
                valuesLength,
                8,
                64,
                Duration.ofDays(366),
                10_000,
                Duration.ofSeconds(1));
    }
}
