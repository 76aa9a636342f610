package io.hearth.device.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearth.contracts.value.ValueType;
import java.math.BigInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tables of EdgeX's transforms: mask, shift, base, scale, offset, in this order. */
class ArithmeticTest {
    @ParameterizedTest
    @CsvSource({
        // type, value, mask, shift, base, scale, offset, reading
        "Uint8, 255, 15, 0, 0, 1, 0, 15",
        "Uint8, 171, 240, -4, 0, 1, 0, 10",
        "Uint8, 255, 0, 4, 0, 1, 0, 240",
        "Int8, 127, 0, 1, 0, 1, 0, -2",
        "Int8, -8, 0, -1, 0, 1, 0, -4",
        "Uint64, 18446744073709551615, 0, -64, 0, 1, 0, 0",
        "Uint16, 10, 0, 0, 2, 1, 0, 1024",
        "Int32, 3, 0, 0, 10, 1, 0, 1000",
        "Int32, 235, 0, 0, 0, 0.1, 0, 23",
        "Int32, -235, 0, 0, 0, 0.1, 0, -23",
        "Int64, 9007199254740993, 0, 0, 0, 1, 1, 9007199254740994",
        "Uint16, 171, 240, -4, 2, 3, -72, 3000",
        "Float64, 235, 0, 0, 0, 0.1, -40, -16.5",
        "Float32, 2.5, 0, 0, 0, 3, 1, 8.5",
        "Float64, 3, 0, 0, 2, 1, 0, 8.0",
        "Float64, 23.50, 255, 4, 0, 1, 0, 23.50"
    })
    void a_reading_is_computed_in_edgex_order(
            String type, String value, BigInteger mask, long shift, double base, double scale, double offset, String to)
            throws OutOfRange {
        Arithmetic arithmetic = new Arithmetic(mask, shift, base, scale, offset);
        ValueType known = ValueType.of(type).orElseThrow();
        assertThat(arithmetic.read(known, value)).isEqualTo(to);
    }

    @ParameterizedTest
    @CsvSource({
        "Uint8, 200, 0, 2, 0",
        "Uint8, 3, 0, 1, -4",
        "Int8, -100, 0, 1, -29",
        "Int64, 9223372036854775807, 0, 1, 1",
        "Uint8, 8, 2, 1, 0",
        "Float32, 3e38, 0, 10, 0",
        "Float64, 1e308, 0, 10, 0",
        "Float64, 0.5, -2, 1, 0",
        "Float64, 5000, 10, 1, 0",
        "Int32, 5000, 10, 1, 0"
    })
    void what_leaves_the_range_of_its_type_at_any_step_is_told(
            String type, String value, double base, double scale, double offset) {
        Arithmetic arithmetic = new Arithmetic(BigInteger.ZERO, 0, base, scale, offset);
        assertThatThrownBy(() -> arithmetic.read(ValueType.of(type).orElseThrow(), value))
                .isInstanceOf(OutOfRange.class)
                .hasMessageContaining("is not a " + type);
    }

    @ParameterizedTest
    @CsvSource({
        "Int32, 1000, 10, 1, 0, 3",
        "Uint8, 25, 0, 0.1, 0, 250",
        "Int32, 10, 0, 3, 0, 3",
        "Float64, -16.5, 0, 0.1, -40, 235.0",
        "Float32, 8.5, 0, 3, 1, 2.5"
    })
    void a_written_value_is_computed_the_other_way_round(
            String type, String value, double base, double scale, double offset, String to) throws OutOfRange {
        Arithmetic arithmetic = new Arithmetic(BigInteger.ZERO, 0, base, scale, offset);
        assertThat(arithmetic.write(ValueType.of(type).orElseThrow(), value)).isEqualTo(to);
    }

    @ParameterizedTest
    @CsvSource({"Uint8, 26, 0, 0.1, 0", "Int32, -1, 10, 1, 0", "Int32, 4, 0, 0, 0", "Float64, 0, 10, 1, 0"})
    void what_cannot_be_told_to_the_device_is_refused(
            String type, String value, double base, double scale, double offset) {
        Arithmetic arithmetic = new Arithmetic(BigInteger.ZERO, 0, base, scale, offset);
        assertThatThrownBy(() -> arithmetic.write(ValueType.of(type).orElseThrow(), value))
                .isInstanceOf(OutOfRange.class);
    }
}
