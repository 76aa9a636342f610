package io.hearth.rules.engine;

/** What is known of a condition: Kleene's three values. */
public enum Truth {
    /** It holds. */
    TRUE,
    /** It does not hold. */
    FALSE,
    /** Nobody can say: a value is missing, stale, or not a number. */
    UNKNOWN;

    static Truth of(boolean holds) {
        return holds ? TRUE : FALSE;
    }

    /** Both hold: known to be false as soon as one is. */
    Truth and(Truth other) {
        if (this == FALSE || other == FALSE) {
            return FALSE;
        }
        return this == TRUE && other == TRUE ? TRUE : UNKNOWN;
    }

    /** One holds: known to be true as soon as one is. */
    Truth or(Truth other) {
        if (this == TRUE || other == TRUE) {
            return TRUE;
        }
        return this == FALSE && other == FALSE ? FALSE : UNKNOWN;
    }
}
