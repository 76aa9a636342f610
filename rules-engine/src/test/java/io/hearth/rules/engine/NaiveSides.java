package io.hearth.rules.engine;

import io.hearth.rules.limit.Limit;
import io.hearth.rules.limit.Quantity;
import io.hearth.rules.rule.Condition;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;

/** On which side of its limits a rule is, by the place of each in its condition. */
final class NaiveSides {
    private final Map<String, Boolean> beyond = new HashMap<>();

    /** A limit that does not move. */
    Truth of(String place, Limit limit, Quantity value) {
        boolean upper = limit.side() == Limit.Side.ABOVE;
        int toLimit = compare(value, limit.at());
        boolean was = beyond.getOrDefault(place, false);
        boolean is = (upper ? toLimit > 0 : toLimit < 0) || was && !isLeft(limit, upper, value);
        beyond.put(place, is);
        return Truth.of(is);
    }

    /** One that is another reading; both are known. */
    Truth of(String place, Condition.MovingThreshold moving, Quantity value, Quantity limit) {
        boolean upper = moving.side() == Limit.Side.ABOVE;
        if (!limit.isFinite()) {
            int order = Double.compare(value.approximate(), limit.approximate());
            beyond.put(place, upper ? order > 0 : order < 0);
            return Truth.of(upper ? order > 0 : order < 0);
        }
        Limit.Clearing clearing = moving.deadBand().signum() == 0
                ? new Limit.Clearing.Same()
                : new Limit.Clearing.DeadBand(moving.deadBand());
        return of(place, new Limit(moving.side(), limit.decimal().add(moving.offset()), clearing), value);
    }

    /** Two limits; the value is known. */
    Truth of(String place, Condition.Range range, Quantity value) {
        BigDecimal band = range.deadBand();
        boolean within = compare(value, range.low()) >= 0 && compare(value, range.high()) <= 0;
        // In the band at either end, that end stays what it was.
        boolean lowIn = beyond.getOrDefault(place + "low", false);
        boolean highIn = beyond.getOrDefault(place + "high", false);
        if (range.inside()) {
            lowIn = compare(value, range.low()) >= 0
                    || lowIn && compare(value, range.low().subtract(band)) >= 0;
            highIn = compare(value, range.high()) <= 0
                    || highIn && compare(value, range.high().add(band)) <= 0;
            beyond.put(place + "low", lowIn);
            beyond.put(place + "high", highIn);
            return Truth.of(lowIn && highIn);
        }
        boolean exact = band.signum() == 0;
        lowIn = compare(value, range.low()) < 0
                || !exact && lowIn && compare(value, range.low().add(band)) <= 0;
        highIn = compare(value, range.high()) > 0
                || !exact && highIn && compare(value, range.high().subtract(band)) >= 0;
        beyond.put(place + "low", lowIn);
        beyond.put(place + "high", highIn);
        return Truth.of(exact ? !within : lowIn || highIn);
    }

    private static boolean isLeft(Limit limit, boolean upper, Quantity value) {
        return switch (limit.clearing()) {
            case Limit.Clearing.Same() -> true;
            case Limit.Clearing.At(BigDecimal clear) -> upper ? compare(value, clear) < 0 : compare(value, clear) > 0;
            case Limit.Clearing.DeadBand(BigDecimal width) ->
                upper
                        ? compare(value, limit.at().subtract(width)) < 0
                        : compare(value, limit.at().add(width)) > 0;
        };
    }

    /** As numbers, exactly. */
    static int compare(Quantity value, BigDecimal to) {
        // Where integers have doubles of their own, what means the same double is the same; beyond, every digit counts.
        if (Math.abs(value.approximate()) < 0x1p53 || !value.isFinite()) {
            return Double.compare(value.approximate() + 0.0, to.doubleValue() + 0.0);
        }
        return value.decimal().compareTo(to);
    }
}
