package io.hearth.rules.limit;

/** Where a value lies as a limit sees it. */
public enum Zone {
    /** Past the limit: the alarm side. */
    BEYOND,
    /** Between the limit and the clear limit: whatever was, stays. */
    BAND,
    /** Past the clear limit, or not past a limit that has none. */
    CLEAR
}
