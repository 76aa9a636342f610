package io.hearth.device.transform;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.contracts.value.ValueType;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConversionTest {
    private static final Optional<Arithmetic> TIMES_TEN = Optional.of(new Arithmetic(BigInteger.ZERO, 0, 0, 10, 0));

    @Test
    void an_overflow_is_told_by_a_reading_of_type_string() {
        Conversion conversion = new Conversion(TIMES_TEN, "", Map.of());
        assertThat(conversion.read(ValueType.UINT8, "26"))
                .isEqualTo(new Conversion.Value(ValueType.STRING, "overflow"));
        assertThat(conversion.read(ValueType.UINT8, "25")).isEqualTo(new Conversion.Value(ValueType.UINT8, "250"));
    }

    @Test
    void mappings_come_after_arithmetic_and_make_a_string() {
        Conversion conversion = new Conversion(TIMES_TEN, "", Map.of("10", "on", "0", "off"));
        assertThat(conversion.read(ValueType.UINT8, "1")).isEqualTo(new Conversion.Value(ValueType.STRING, "on"));
        assertThat(conversion.read(ValueType.UINT8, "2")).isEqualTo(new Conversion.Value(ValueType.UINT8, "20"));
        assertThat(conversion.unmapped("on")).contains("10");
        assertThat(conversion.unmapped("20")).isEmpty();
    }

    @Test
    void an_assertion_is_about_the_computed_value_before_it_is_mapped() {
        Conversion conversion = new Conversion(TIMES_TEN, "10", Map.of("10", "on"));
        assertThat(conversion.read(ValueType.FLOAT64, "1")).isEqualTo(new Conversion.Value(ValueType.FLOAT64, "10.0"));
        assertThat(conversion.read(ValueType.UINT8, "1")).isEqualTo(new Conversion.Value(ValueType.STRING, "on"));
        assertThat(conversion.read(ValueType.UINT8, "2")).isEqualTo(new Conversion.AssertionFailed("20", "10"));
    }

    @Test
    void texts_and_arrays_are_not_computed() {
        Conversion conversion = new Conversion(TIMES_TEN, "", Map.of("up", "on"));
        assertThat(conversion.read(ValueType.STRING, "up")).isEqualTo(new Conversion.Value(ValueType.STRING, "on"));
        assertThat(conversion.read(ValueType.INT8_ARRAY, "[1, 2]"))
                .isEqualTo(new Conversion.Value(ValueType.INT8_ARRAY, "[1, 2]"));
    }

    @Test
    void without_data_transform_assertion_and_mappings_remain() {
        Conversion conversion = new Conversion(TIMES_TEN, "1", Map.of("1", "on")).withoutArithmetic();
        assertThat(conversion.read(ValueType.UINT8, "1")).isEqualTo(new Conversion.Value(ValueType.STRING, "on"));
        assertThat(conversion.read(ValueType.UINT8, "2")).isInstanceOf(Conversion.AssertionFailed.class);
    }
}
