package io.hearth.device.transform;

import io.hearth.contracts.value.ValueType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * Arithmetic of whole numbers: every step gives one again, its fraction cut off and its range checked. Decimal, so that 64
 * bits keep all their digits and a scale of 0.1 is a tenth.
 */
final class WholeNumbers {
    private static final int DIGITS_BEHIND_POINT = 20;
    /** A logarithm that is this near to a whole number is it: log 1000 / log 10 is 2.9999999999999996 in doubles. */
    private static final double NEAR = 1e-9;

    private final ValueType type;
    private final boolean unsigned;
    private final int bits;

    WholeNumbers(ValueType type) {
        this.type = type;
        this.unsigned = type.isUnsigned();
        this.bits = switch (type) {
            case UINT8, INT8 -> 8;
            case UINT16, INT16 -> 16;
            case UINT32, INT32 -> 32;
            case UINT64, INT64 -> 64;
            default -> throw new IllegalArgumentException(type.wireName() + " is not a type of whole numbers");
        };
    }

    String read(Arithmetic by, String text) throws OutOfRange {
        BigInteger value = shifted(masked(new BigInteger(text), by), by.shift());
        if (by.powers()) {
            value = whole(Math.pow(by.base(), value.doubleValue()));
        }
        if (by.scales()) {
            value = whole(new BigDecimal(value).multiply(BigDecimal.valueOf(by.scale())));
        }
        if (by.moves()) {
            value = whole(new BigDecimal(value).add(BigDecimal.valueOf(by.offset())));
        }
        return value.toString();
    }

    String write(Arithmetic by, String text) throws OutOfRange {
        BigInteger value = new BigInteger(text);
        if (by.moves()) {
            value = whole(new BigDecimal(value).subtract(BigDecimal.valueOf(by.offset())));
        }
        if (by.scales()) {
            value = divided(value, by.scale());
        }
        if (by.powers()) {
            double exponent = Math.log(value.doubleValue()) / Math.log(by.base());
            value = whole(Math.abs(exponent - Math.rint(exponent)) < NEAR ? Math.rint(exponent) : exponent);
        }
        return masked(shifted(value, -by.shift()), by).toString();
    }

    private BigInteger masked(BigInteger value, Arithmetic by) {
        return by.masks() ? wrapped(value.and(by.mask())) : value;
    }

    private BigInteger shifted(BigInteger value, long shift) {
        if (shift == 0) {
            return value;
        }
        int by = (int) Math.min(Math.abs(shift), bits);
        return shift > 0 ? wrapped(value.shiftLeft(by)) : value.shiftRight(by);
    }

    /** The lowest bits as a number of the type, as a processor has it. */
    private BigInteger wrapped(BigInteger value) {
        BigInteger size = BigInteger.ONE.shiftLeft(bits);
        BigInteger low = value.mod(size);
        return !unsigned && low.testBit(bits - 1) ? low.subtract(size) : low;
    }

    private BigInteger divided(BigInteger value, double scale) throws OutOfRange {
        if (scale == 0) {
            throw new OutOfRange("a scale of 0 cannot be undone");
        }
        return whole(new BigDecimal(value).divide(BigDecimal.valueOf(scale), DIGITS_BEHIND_POINT, RoundingMode.DOWN));
    }

    private BigInteger whole(double value) throws OutOfRange {
        if (!Double.isFinite(value)) {
            throw new OutOfRange(value + " is not a " + type.wireName());
        }
        return whole(BigDecimal.valueOf(value));
    }

    private BigInteger whole(BigDecimal value) throws OutOfRange {
        BigInteger cut = value.toBigInteger();
        BigInteger least =
                unsigned ? BigInteger.ZERO : BigInteger.ONE.shiftLeft(bits - 1).negate();
        BigInteger most = BigInteger.ONE.shiftLeft(unsigned ? bits : bits - 1).subtract(BigInteger.ONE);
        if (cut.compareTo(least) < 0 || cut.compareTo(most) > 0) {
            throw new OutOfRange(cut + " is not a " + type.wireName());
        }
        return cut;
    }
}
