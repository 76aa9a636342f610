package io.hearth.rules.limit;

/** Where a limit is passed and where it is left again, as places on the number line. */
public interface Bounds {
    /** On which side the limit is passed. */
    Limit.Side side();

    /** Above this place an upper limit is passed, below it a lower one. */
    Cut raiseCut();

    /** Below this place an upper limit is left, above it a lower one. */
    Cut clearCut();

    /** Where a value lies; the value must be a number. */
    default Zone zone(Quantity value) {
        boolean upper = side() == Limit.Side.ABOVE;
        if (raiseCut().passedBy(value) == upper) {
            return Zone.BEYOND;
        }
        return clearCut().passedBy(value) == upper ? Zone.BAND : Zone.CLEAR;
    }
}
