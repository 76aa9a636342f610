package io.hearth.rules.limit;

import java.math.BigDecimal;

/**
 * An end of a range as a limit by itself.
 *
 * @param side     on which side it is passed
 * @param raiseCut where it is passed
 * @param clearCut where it is left; the same object when it is the same place
 */
public record Edge(Limit.Side side, Cut raiseCut, Cut clearCut) implements Bounds {
    /** Those of a limit. */
    public static Edge of(Limit limit) {
        Cut raise = limit.raiseCut();
        Cut clear = limit.clearCut();
        return new Edge(limit.side(), raise, clear.equals(raise) ? raise : clear);
    }

    /** A value is out of a range by more than its upper end, until it has come back this far past the end. */
    public static Edge aboveRange(BigDecimal high, BigDecimal deadBand) {
        return of(new Limit(Limit.Side.ABOVE, high, clearing(deadBand)));
    }

    /** A value is out of a range by less than its lower end, until it has come back this far past the end. */
    public static Edge belowRange(BigDecimal low, BigDecimal deadBand) {
        return of(new Limit(Limit.Side.BELOW, low, clearing(deadBand)));
    }

    /** A value has left a range upwards when it is this far past the upper end, and is in it again at the end itself. */
    public static Edge leftAbove(BigDecimal high, BigDecimal deadBand) {
        return new Edge(Limit.Side.ABOVE, Cut.after(Quantity.of(high.add(deadBand))), Cut.after(Quantity.of(high)));
    }

    /** A value has left a range downwards when it is this far past the lower end, and is in it again at the end itself. */
    public static Edge leftBelow(BigDecimal low, BigDecimal deadBand) {
        return new Edge(
                Limit.Side.BELOW, Cut.before(Quantity.of(low.subtract(deadBand))), Cut.before(Quantity.of(low)));
    }

    private static Limit.Clearing clearing(BigDecimal deadBand) {
        return deadBand.signum() == 0 ? new Limit.Clearing.Same() : new Limit.Clearing.DeadBand(deadBand);
    }
}
