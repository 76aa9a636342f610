package io.hearth.contracts.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueTypeTest {
    @ParameterizedTest
    @EnumSource
    void a_type_is_found_by_its_name_in_any_letter_case(ValueType type) {
        assertThat(ValueType.of(type.wireName())).contains(type);
        assertThat(ValueType.of(type.wireName().toUpperCase(Locale.ROOT))).contains(type);
        assertThat(ValueType.of(type.wireName().toLowerCase(Locale.ROOT))).contains(type);
    }

    @Test
    void there_are_the_27_types_of_EdgeX() {
        Set<String> names =
                Arrays.stream(ValueType.values()).map(ValueType::wireName).collect(Collectors.toSet());

        assertThat(String.join(" ", names).split(" "))
                .containsExactlyInAnyOrder(
                        ("Bool String Uint8 Uint16 Uint32 Uint64 Int8 Int16 Int32 Int64 Float32 Float64"
                                        + " Binary BoolArray StringArray Uint8Array Uint16Array Uint32Array Uint64Array Int8Array"
                                        + " Int16Array Int32Array Int64Array Float32Array Float64Array Object ObjectArray")
                                .split(" "));
    }

    @Test
    void an_unknown_name_and_null_are_no_type() {
        assertThat(ValueType.of("Float128")).isEmpty();
        assertThat(ValueType.of("")).isEmpty();
        assertThat(ValueType.of(null)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void the_element_of_an_array_has_the_array_s_name_without_Array(ValueType type) {
        boolean array = type.wireName().endsWith("Array") && type != ValueType.OBJECT_ARRAY;

        assertThat(type.isArray()).isEqualTo(array);
        assertThat(type.element()
                        .map(ValueType::wireName)
                        .map(name -> name + "Array")
                        .orElse("none"))
                .isEqualTo(array ? type.wireName() : "none");
    }

    @ParameterizedTest
    @CsvSource({
        "BOOL, false, false, false, true",
        "STRING, false, false, false, true",
        "UINT8, true, false, true, true",
        "UINT64, true, false, true, true",
        "INT8, true, false, false, true",
        "INT64, true, false, false, true",
        "FLOAT32, false, true, false, true",
        "FLOAT64, false, true, false, true",
        "BINARY, false, false, false, false",
        "UINT8_ARRAY, false, false, false, true",
        "OBJECT, false, false, false, false",
        "OBJECT_ARRAY, false, false, false, false",
    })
    void a_type_knows_its_family(ValueType type, boolean integer, boolean decimal, boolean unsigned, boolean simple) {
        assertThat(type.isInteger()).isEqualTo(integer);
        assertThat(type.isFloat()).isEqualTo(decimal);
        assertThat(type.isNumeric()).isEqualTo(integer || decimal);
        assertThat(type.isUnsigned()).isEqualTo(unsigned);
        assertThat(type.isSimple()).isEqualTo(simple);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "t", "T", "TRUE", "true", "True"})
    void every_true_of_Go_is_true(String text) {
        assertThat(ValueType.BOOL.canonical(text)).isEqualTo("true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "f", "F", "FALSE", "false", "False"})
    void every_false_of_Go_is_false(String text) {
        assertThat(ValueType.BOOL.canonical(text)).isEqualTo("false");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yes", "on", "tRUE", "2", "null", "01"})
    void what_Go_takes_for_no_bool_is_none(String text) {
        assertThatThrownBy(() -> ValueType.BOOL.canonical(text))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("'" + text + "'")
                .hasMessageContaining("true or false");
    }

    @Test
    void a_string_is_any_text() {
        assertThat(ValueType.STRING.canonical("")).isEmpty();
        assertThat(ValueType.STRING.canonical("  21,5 °C ")).isEqualTo("  21,5 °C ");
    }

    @ParameterizedTest
    @EnumSource(names = {"BINARY", "OBJECT", "OBJECT_ARRAY"})
    void what_has_no_text_form_refuses_every_text(ValueType type) {
        assertThatThrownBy(() -> type.canonical("{}"))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining(type.wireName());
    }

    @Test
    void a_long_text_is_shown_shortened() {
        assertThatThrownBy(() -> ValueType.INT8.canonical("x".repeat(10_000)))
                .isInstanceOf(InvalidValue.class)
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(200));
    }
}
