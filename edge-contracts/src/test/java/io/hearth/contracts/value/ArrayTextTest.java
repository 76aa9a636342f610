package io.hearth.contracts.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearth.contracts.codec.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArrayTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "INT32_ARRAY   | [1,2 ,  3]          | [1, 2, 3]",
                "INT8_ARRAY    | [-128, 127]         | [-128, 127]",
                "UINT64_ARRAY  | [18446744073709551615, 007] | [18446744073709551615, 7]",
                "FLOAT64_ARRAY | [1.50, 3.95e+01]    | [1.50, 3.95e+01]",
                "FLOAT32_ARRAY | [ .5 ]              | [.5]",
                "BOOL_ARRAY    | [true,F,1]          | [true, false, true]",
            })
    void an_array_is_kept_with_a_comma_and_a_blank_between_canonical_elements(
            ValueType type, String text, String kept) {
        assertThat(type.canonical(text)).isEqualTo(kept);
    }

    /** What device-simple of EdgeX's device SDK 4.0.2 sends, and what go-mod-core-contracts 4.0.3 makes of other texts. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[\"foo\",\"bar\"]          | [\"foo\",\"bar\"]",
                "[\"a\", \"b, c\"]          | [\"a\",\"b, c\"]",
                "[ \"say \\\"hi\\\"\" ]     | [\"say \\\"hi\\\"\"]",
                "[\"\\u00e9\", \"☃\"]       | [\"é\",\"☃\"]",
                "[\"[1]\", \"\"]            | [\"[1]\",\"\"]",
            })
    void an_array_of_strings_is_kept_as_EdgeX_s_Go_services_write_it_as_JSON_without_blanks(String text, String kept) {
        assertThat(ValueType.STRING_ARRAY.canonical(text)).isEqualTo(kept);
    }

    @ParameterizedTest
    @EnumSource
    void an_array_may_be_empty(ValueType type) {
        if (type.isArray()) {
            assertThat(type.canonical("[]")).isEqualTo("[]");
            assertThat(type.canonical(" [ ] ")).isEqualTo("[]");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[",
                "]",
                "1",
                "1, 2",
                "[1",
                "1]",
                "[1,]",
                "[,1]",
                "[1,,2]",
                "[[1]]",
                "[1, [2]]",
                "{1}",
                "[1] [2]",
                "[\"1\"]",
                "[null]",
                "null"
            })
    void what_is_no_array_of_numbers_is_refused(String text) {
        assertRefused(ValueType.INT32_ARRAY, text);
        assertRefused(ValueType.FLOAT64_ARRAY, text);
    }

    @Test
    void an_element_out_of_range_is_refused_and_named() {
        assertThatThrownBy(() -> ValueType.UINT8_ARRAY.canonical("[1, 256]"))
                .isInstanceOf(InvalidValue.class)
                .hasMessage("'256' is not a whole number from 0 to 255 (Uint8)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "\"a\"",
                "[",
                "[\"a\"",
                "[\"a\",]",
                "[[\"a\"]]",
                "[[a], b]",
                "[{\"a\":1}]",
                "[\"a\"] x",
                "[\"a\", 1]",
                "{}",
                "null"
            })
    void what_is_no_array_of_strings_is_refused(String text) {
        assertRefused(ValueType.STRING_ARRAY, text);
    }

    @Test
    void the_form_of_EdgeX_s_Go_contracts_without_quotes_is_an_array_of_strings_too() {
        assertThat(ValueType.STRING_ARRAY.canonical("[hello, world]")).isEqualTo("[\"hello\",\"world\"]");
        assertThat(ValueType.STRING_ARRAY.canonical("[1, 2]")).isEqualTo("[\"1\",\"2\"]");
    }

    @Property
    void strings_of_any_kind_come_back_from_a_StringArray(@ForAll("texts") List<String> strings) throws IOException {
        String json = new String(Json.bytes(strings), StandardCharsets.UTF_8);

        String canonical = ValueType.STRING_ARRAY.canonical(json);

        assertThat(List.of(Json.mapper().readValue(canonical, String[].class))).isEqualTo(strings);
        assertThat(ValueType.STRING_ARRAY.canonical(canonical)).isEqualTo(canonical);
    }

    @Property
    void whatever_is_canonical_stays_as_it_is(@ForAll("arrays") ValueType type, @ForAll("nearArrays") String text) {
        String canonical;
        try {
            canonical = type.canonical(text);
        } catch (InvalidValue refused) {
            return;
        }
        assertThat(type.canonical(canonical)).isEqualTo(canonical);
    }

    @Provide
    Arbitrary<ValueType> arrays() {
        return Arbitraries.of(ValueType.class).filter(ValueType::isArray);
    }

    @Provide
    Arbitrary<String> nearArrays() {
        return Arbitraries.strings()
                .withChars("0123456789 ,\"[]a\\")
                .ofMaxLength(12)
                .map(inside -> "[" + inside + "]");
    }

    @Provide
    Arbitrary<List<String>> texts() {
        Arbitrary<String> text =
                Arbitraries.strings().all().excludeChars(surrogates()).ofMaxLength(8);
        return Arbitraries.oneOf(text, Arbitraries.of("", "\"", "\\", ", ", "😀", "\u0000", "[x]"))
                .list()
                .ofMaxSize(5);
    }

    private static char[] surrogates() {
        char[] chars = new char[Character.MAX_SURROGATE - Character.MIN_SURROGATE + 1];
        for (int i = 0; i < chars.length; i++) {
            chars[i] = (char) (Character.MIN_SURROGATE + i);
        }
        return chars;
    }

    private static void assertRefused(ValueType type, String text) {
        assertThatThrownBy(() -> type.canonical(text)).isInstanceOf(InvalidValue.class);
    }
}
