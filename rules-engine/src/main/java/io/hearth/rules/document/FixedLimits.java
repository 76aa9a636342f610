package io.hearth.rules.document;

/** Bounds that are given by the caller instead of by configuration. */
public record FixedLimits(int nameLength, int descriptionLength, int labels, int actions, int valuesLength)
        implements RuleLimits {
    /** Takes whatever was accepted once, whatever the bounds are now. */
    public static final FixedLimits NONE = new FixedLimits(
            Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);
}
