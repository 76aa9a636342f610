package io.hearth.rules.action.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.contracts.value.ValueType;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WrittenTypesTest {
    @ParameterizedTest
    @CsvSource({
        "20,INT64",
        "-7,INT64",
        "20.0,FLOAT64",
        "1e3,INT64",
        "9223372036854775807,INT64",
        "9223372036854775808,FLOAT64",
        "1e300,FLOAT64",
        "1e-300,FLOAT64"
    })
    void a_number_of_a_resource_that_nobody_knows_is_whole_or_floating(String number, ValueType type) {
        assertThat(WriteCourier.typeOf(new BigDecimal(number))).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource({"20,INT8,20", "20.0,UINT16,20", "1e3,INT64,1000", "20.5,FLOAT32,20.5", "20.5,STRING,20.5"})
    void a_number_is_written_as_the_type_of_its_resource_wants_it(String number, ValueType type, String text) {
        assertThat(type.canonical(WriteCourier.textOf(new BigDecimal(number), type)))
                .isEqualTo(text);
    }

    @Test
    void all_else_has_the_type_of_its_value() {
        assertThat(WriteCourier.typeOf(true)).isEqualTo(ValueType.BOOL);
        assertThat(WriteCourier.typeOf("heat")).isEqualTo(ValueType.STRING);
        assertThat(WriteCourier.typeOf(BigInteger.TEN)).isEqualTo(ValueType.INT64);
    }
}
