package io.hearth.rules.limit;

import io.hearth.contracts.value.ValueType;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * A measured value or a limit, ordered exactly. Doubles decide wherever they differ, which is always right because rounding
 * keeps the order; from 2^53 on, where neighbouring integers share a double, the exact decimal decides. Below 2^53 two
 * texts that mean the same double are equal, so that a reading of {@code 0.1} is a limit of {@code 0.1}.
 */
public final class Quantity implements Comparable<Quantity> {
    /** What a sensor answers that has no value: neither above nor below anything. */
    public static final Quantity NOT_A_NUMBER = new Quantity(Double.NaN, null);

    private static final double EXACT_UP_TO = 0x1p53;

    /** Longer than the text of any number that an integer reading can hold. */
    private static final int LONGEST_INTEGER = 40;

    private final double approximate;
    private final BigDecimal exact;

    private Quantity(double approximate, BigDecimal exact) {
        this.approximate = approximate;
        this.exact = exact;
    }

    /** A finite decimal. */
    public static Quantity of(BigDecimal value) {
        double approximate = value.doubleValue();
        return new Quantity(approximate, Math.abs(approximate) < EXACT_UP_TO ? null : value);
    }

    /** A double, which may be infinite or not a number. */
    public static Quantity of(double value) {
        boolean needsExact = Double.isFinite(value) && Math.abs(value) >= EXACT_UP_TO;
        return new Quantity(value, needsExact ? new BigDecimal(value) : null);
    }

    /** An integer. */
    public static Quantity of(long value) {
        return new Quantity(value, Math.abs((double) value) < EXACT_UP_TO ? null : BigDecimal.valueOf(value));
    }

    /**
     * The value of a reading. What is no number, by its type or by its text, is {@link #NOT_A_NUMBER}.
     *
     * @param text the reading's value as EdgeX writes it; {@code +Inf} and {@code -Inf} are Go's infinities
     */
    public static Quantity parse(ValueType type, String text) {
        if (!type.isNumeric()) {
            return NOT_A_NUMBER;
        }
        try {
            return type.isFloat() ? parseFloat(text) : parseInteger(text);
        } catch (NumberFormatException notANumber) {
            return NOT_A_NUMBER;
        }
    }

    private static Quantity parseFloat(String text) {
        return switch (text) {
            case "+Inf", "Inf", "Infinity", "+Infinity" -> of(Double.POSITIVE_INFINITY);
            case "-Inf", "-Infinity" -> of(Double.NEGATIVE_INFINITY);
            default -> of(Double.parseDouble(text));
        };
    }

    private static Quantity parseInteger(String text) {
        // 18 digits always fit a long; Uint64 and overlong texts take the slower way.
        if (text.length() <= 18) {
            return of(Long.parseLong(text));
        }
        return text.length() <= LONGEST_INTEGER ? of(new BigDecimal(new BigInteger(text))) : NOT_A_NUMBER;
    }

    /** Whether it is not a number. */
    public boolean isNaN() {
        return Double.isNaN(approximate);
    }

    /** Whether it is a number and not infinite. */
    public boolean isFinite() {
        return Double.isFinite(approximate);
    }

    /**
     * The number as a decimal; of a double it is the shortest text that means it, so that {@code 0.1} stays what it is.
     *
     * @throws ArithmeticException when it is not finite
     */
    public BigDecimal decimal() {
        if (!isFinite()) {
            throw new ArithmeticException(this + " is no decimal");
        }
        return exact == null ? BigDecimal.valueOf(approximate) : exact;
    }

    /** The number as the nearest double. */
    public double approximate() {
        return approximate;
    }

    /** Whether it is an integer of which a double would say no more than the neighbourhood. */
    public boolean isBeyondDoubles() {
        return exact != null;
    }

    /** The order of the real numbers. Not for {@link #NOT_A_NUMBER}, which has no place in it. */
    @Override
    public int compareTo(Quantity other) {
        if (approximate < other.approximate) {
            return -1;
        }
        if (approximate > other.approximate) {
            return 1;
        }
        return exact == null || other.exact == null ? 0 : exact.compareTo(other.exact);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Quantity quantity
                && isNaN() == quantity.isNaN()
                && (isNaN() || compareTo(quantity) == 0);
    }

    @Override
    public int hashCode() {
        // 0.0 and -0.0 are equal here, and Double.hashCode tells them apart.
        return Double.hashCode(approximate + 0.0);
    }

    @Override
    public String toString() {
        return exact == null ? Double.toString(approximate) : exact.toPlainString();
    }
}
