package io.hearth.rules.limit;

import java.math.BigDecimal;

/**
 * A limit with a memory. {@code below 20} with {@code clearAbove 20.5} is passed by 19.9, and left not by 20.1 but by 20.6;
 * without a clear limit it is left as soon as the value is no longer past it (20 is not below 20).
 *
 * @param side     on which side of the limit the alarm is
 * @param at       the limit; a value equal to it is not past it
 * @param clearing when a limit that was passed is left again
 */
public record Limit(Side side, BigDecimal at, Clearing clearing) implements Bounds {
    /** On which side of a limit the alarm is. */
    public enum Side {
        /** Passed by what is greater. */
        ABOVE,
        /** Passed by what is less. */
        BELOW
    }

    /** When a limit that was passed is left again. */
    public sealed interface Clearing {
        /** As soon as the value is no longer past the limit. */
        record Same() implements Clearing {}

        /** When the value is past this one, on the other side; a value equal to it is not. */
        record At(BigDecimal limit) implements Clearing {}

        /** When the value is this far past the limit on the other side, and farther (OPC UA's alarm dead band). */
        record DeadBand(BigDecimal width) implements Clearing {}
    }

    /** @throws IllegalArgumentException when the limit is not finite, or is cleared while it is still passed */
    public Limit {
        requireFinite("limit", at);
        switch (clearing) {
            case Clearing.Same() -> {}
            case Clearing.At(BigDecimal limit) -> {
                requireFinite("clear limit", limit);
                int order = Quantity.of(limit).compareTo(Quantity.of(at));
                if (side == Side.BELOW ? order < 0 : order > 0) {
                    throw new IllegalArgumentException("clear limit " + limit + " is on the alarm side of limit " + at);
                }
            }
            case Clearing.DeadBand(BigDecimal width) -> {
                if (width.signum() < 0) {
                    throw new IllegalArgumentException("dead band " + width + " is less than 0");
                }
                requireFinite("dead band", width);
                requireFinite("limit with its dead band", side == Side.BELOW ? at.add(width) : at.subtract(width));
            }
        }
    }

    private static void requireFinite(String what, BigDecimal value) {
        if (!Quantity.of(value).isFinite()) {
            throw new IllegalArgumentException(what + " " + value + " is beyond the range of a Float64");
        }
    }

    @Override
    public Cut raiseCut() {
        Quantity limit = Quantity.of(at);
        return side == Side.ABOVE ? Cut.after(limit) : Cut.before(limit);
    }

    @Override
    public Cut clearCut() {
        return switch (clearing) {
            case Clearing.Same() -> raiseCut();
            case Clearing.At(BigDecimal limit) -> clearCutAt(limit);
            case Clearing.DeadBand(BigDecimal width) ->
                clearCutAt(side == Side.BELOW ? at.add(width) : at.subtract(width));
        };
    }

    private Cut clearCutAt(BigDecimal limit) {
        Quantity clear = Quantity.of(limit);
        return side == Side.BELOW ? Cut.after(clear) : Cut.before(clear);
    }
}
