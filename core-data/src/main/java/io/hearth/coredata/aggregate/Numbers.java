package io.hearth.coredata.aggregate;

import io.hearth.contracts.value.ValueType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Optional;

/**
 * The numbers of one group of readings, exactly: 0.1 and 0.2 make 0.3, as in the database that EdgeX asks. Values that are not
 * single numbers are not counted.
 */
final class Numbers {
    private static final BigInteger LEAST_INT64 = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger MOST_INT64 = BigInteger.valueOf(Long.MAX_VALUE);
    private static final BigInteger MOST_UINT64 =
            BigInteger.ONE.shiftLeft(Long.SIZE).subtract(BigInteger.ONE);

    private final ValueType type;
    private long count;
    private BigDecimal sum = BigDecimal.ZERO;
    private BigDecimal min;
    private BigDecimal max;

    Numbers(ValueType type) {
        this.type = type;
    }

    /**
     * What came out.
     *
     * @param type   that of the number; empty when it is still the group's
     * @param number JSON; "" when there is none
     */
    record Result(Optional<ValueType> type, String number) {}

    void add(String text) {
        if (!type.isNumeric()) {
            return;
        }
        BigDecimal number;
        try {
            // By way of the double: the text of a float may have an exponent of millions of digits that makes it 0.
            number = type.isInteger() ? new BigDecimal(text) : BigDecimal.valueOf(Double.parseDouble(text));
        } catch (NumberFormatException noNumber) {
            return;
        }
        count++;
        sum = sum.add(number);
        min = min == null || number.compareTo(min) < 0 ? number : min;
        max = max == null || number.compareTo(max) > 0 ? number : max;
    }

    Result by(AggregateFunction function) {
        if (function == AggregateFunction.COUNT) {
            return new Result(Optional.of(ValueType.UINT64), Long.toString(count));
        }
        if (count == 0) {
            return new Result(Optional.empty(), "");
        }
        return switch (function) {
            case MIN -> ofFamily(min);
            case MAX -> ofFamily(max);
            case SUM -> ofFamily(sum);
            case AVG -> real(sum.divide(BigDecimal.valueOf(count), MathContext.DECIMAL128));
            case COUNT -> throw new IllegalStateException("counted above");
        };
    }

    /** The number in the largest type of its kind; a sum of whole numbers beyond that is answered as a Float64. */
    private Result ofFamily(BigDecimal number) {
        if (type.isFloat()) {
            return real(number);
        }
        BigInteger whole = number.toBigIntegerExact();
        boolean unsigned = type.isUnsigned();
        boolean fits = unsigned
                ? whole.compareTo(MOST_UINT64) <= 0
                : whole.compareTo(LEAST_INT64) >= 0 && whole.compareTo(MOST_INT64) <= 0;
        ValueType widest = unsigned ? ValueType.UINT64 : ValueType.INT64;
        return fits ? new Result(Optional.of(widest), whole.toString()) : real(number);
    }

    /** A Float64; none when the number is beyond its range, which JSON's readers could not take. */
    private static Result real(BigDecimal number) {
        double value = number.doubleValue();
        return new Result(Optional.of(ValueType.FLOAT64), Double.isFinite(value) ? Double.toString(value) : "");
    }
}
