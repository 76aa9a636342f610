package io.hearth.device.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hearth.contracts.value.ValueType;
import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** Writing what was read gives back what the device had, wherever nothing was cut off on the way. */
class ArithmeticPropertyTest {
    @Property
    void a_whole_factor_and_summand_of_whole_numbers_come_back(
            @ForAll long value, @ForAll @IntRange(min = 1, max = 1000) int scale, @ForAll int offset) {
        Arithmetic arithmetic = new Arithmetic(BigInteger.ZERO, 0, 0, scale, offset);
        comesBack(ValueType.INT64, arithmetic, Long.toString(value));
        comesBack(ValueType.INT16, arithmetic, Short.toString((short) value));
        comesBack(ValueType.UINT64, arithmetic, Long.toUnsignedString(value));
        comesBack(ValueType.UINT8, arithmetic, Long.toString(value & 0xff));
    }

    @Property
    void the_bits_that_a_mask_keeps_come_back_shifted(
            @ForAll int value,
            @ForAll @IntRange(min = 0, max = 31) int low,
            @ForAll @IntRange(min = 1, max = 32) int width)
            throws OutOfRange {
        BigInteger mask = BigInteger.ONE
                .shiftLeft(Math.min(width, 32 - low))
                .subtract(BigInteger.ONE)
                .shiftLeft(low);
        Arithmetic field = new Arithmetic(mask, -low, 0, 1, 0);
        BigInteger whole = BigInteger.valueOf(Integer.toUnsignedLong(value));

        String read = field.read(ValueType.UINT32, whole.toString());

        assertThat(read).isEqualTo(whole.and(mask).shiftRight(low).toString());
        assertThat(field.write(ValueType.UINT32, read))
                .isEqualTo(whole.and(mask).toString());
    }

    @Property
    void an_exponent_comes_back(
            @ForAll @IntRange(min = 0, max = 18) int value, @ForAll @IntRange(min = 2, max = 10) int base) {
        comesBack(ValueType.INT64, new Arithmetic(BigInteger.ZERO, 0, base, 1, 0), Integer.toString(value));
    }

    @Property
    void a_floating_point_number_comes_back_but_for_rounding(
            @ForAll @DoubleRange(min = -1e6, max = 1e6) double value,
            @ForAll @DoubleRange(min = 0.01, max = 1000) double scale,
            @ForAll @DoubleRange(min = -1000, max = 1000) double offset)
            throws OutOfRange {
        Arithmetic arithmetic = new Arithmetic(BigInteger.ZERO, 0, 0, scale, offset);
        String back = arithmetic.write(ValueType.FLOAT64, arithmetic.read(ValueType.FLOAT64, Double.toString(value)));
        assertThat(Double.parseDouble(back)).isCloseTo(value, within(1e-6));
    }

    private static void comesBack(ValueType type, Arithmetic arithmetic, String value) {
        try {
            String read = arithmetic.read(type, value);
            assertThat(type.canonical(read)).isEqualTo(read);
            assertThat(arithmetic.write(type, read)).isEqualTo(value);
        } catch (OutOfRange overflow) {
            // Nothing was read, so there is nothing to write: the product or the sum is really out of range.
            assertThat(overflow).hasMessageContaining(type.wireName());
        }
    }
}
