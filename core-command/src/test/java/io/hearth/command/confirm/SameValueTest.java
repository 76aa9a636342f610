package io.hearth.command.confirm;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.contracts.value.ValueType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SameValueTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Float32 | 39.5 | 3.95e+01 | true",
                "Float32 | 0.1 | 0.10000001 | true",
                "Float32 | 0.1 | 0.1001 | false",
                "Float64 | 23 | 23.0 | true",
                "Float64 | 23 | 23.000001 | false",
                "Float64 | 0 | 0.0 | true",
                "Float64 | 1 | NaN | false",
                "Float64 | 1 | much | false",
                "Int16 | 7 | 7.0 | true",
                "Uint64 | 18446744073709551615 | 18446744073709551614 | false",
                "Bool | true | TRUE | true",
                "Bool | true | false | false",
                "String | heat | heat | true",
                "String | heat | Heat | false",
                "String | 1 | 1.0 | false",
                "Int16Array | [1,2] | [1, 2] | true",
                "Int16Array | [1,2] | [2, 1] | false",
                "Object | {\"a\":1,\"b\":2} | {\"b\":2,\"a\":1} | true",
                "Object | {\"a\":1} | {\"a\":2} | false"
            })
    void values_are_compared_as_their_type_means_them(String type, String expected, String read, boolean same) {
        assertThat(SameValue.same(ValueType.of(type), expected, read)).isEqualTo(same);
    }
}
