package io.hearth.contracts.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberTextTest {
    @ParameterizedTest
    @CsvSource({
        "UINT8, 0, 255",
        "UINT16, 0, 65535",
        "UINT32, 0, 4294967295",
        "UINT64, 0, 18446744073709551615",
        "INT8, -128, 127",
        "INT16, -32768, 32767",
        "INT32, -2147483648, 2147483647",
        "INT64, -9223372036854775808, 9223372036854775807",
    })
    void a_whole_number_may_be_at_the_borders_of_its_type_and_not_one_beyond(
            ValueType type, BigInteger least, BigInteger most) {
        assertThat(type.canonical(least.toString())).isEqualTo(least.toString());
        assertThat(type.canonical(most.toString())).isEqualTo(most.toString());
        assertRefused(type, least.subtract(BigInteger.ONE).toString());
        assertRefused(type, most.add(BigInteger.ONE).toString());
        assertThatThrownBy(() -> type.canonical("1e3"))
                .hasMessage("'1e3' is not a whole number from " + least + " to " + most + " (" + type.wireName() + ")");
    }

    @ParameterizedTest
    @CsvSource({"007, 7", "+7, 7", "-07, -7", "-0, 0", "+0, 0", "00, 0", "' 7\n', 7", "7, 7"})
    void a_whole_number_is_kept_in_decimal_without_decoration(String text, String kept) {
        assertThat(ValueType.INT8.canonical(text)).isEqualTo(kept);
        assertThat(ValueType.INT64.canonical(text)).isEqualTo(kept);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "-", "+", "--1", "1.0", "1e2", "0x1F", "1_000", "1,000", "twenty", "NaN", "١٢", "１２", "1 2"
            })
    void what_is_no_whole_number_is_refused(String text) {
        assertRefused(ValueType.INT32, text);
        assertRefused(ValueType.UINT64, text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0", "-1", "+1"})
    void an_unsigned_number_has_no_sign(String text) {
        assertRefused(ValueType.UINT8, text);
        assertRefused(ValueType.UINT64, text);
    }

    @Property
    void a_whole_number_is_taken_exactly_when_it_is_in_range(
            @ForAll("integers") ValueType type, @ForAll("bigNumbers") BigInteger number) {
        int bits = Integer.parseInt(type.wireName().replaceAll("\\D", ""));
        boolean fits =
                type.isUnsigned() ? number.signum() >= 0 && number.bitLength() <= bits : number.bitLength() < bits;
        if (fits) {
            assertThat(type.canonical(number.toString())).isEqualTo(number.toString());
        } else {
            assertRefused(type, number.toString());
        }
    }

    @Property
    void leading_zeros_change_nothing(@ForAll long number, @ForAll("zeros") String zeros) {
        String digits = Long.toString(number).replace("-", "");
        String sign = number < 0 ? "-" : "";
        assertThat(ValueType.INT64.canonical(sign + zeros + digits)).isEqualTo(Long.toString(number));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "39.5",
                "3.95e+01",
                "3.95E1",
                "-0.0",
                "0.10",
                "+1.50",
                "5.",
                ".5",
                "1e-400",
                "007.500",
                "123456789012345678901234567890123456789",
                "-340282346638528859811704183484516925440"
            })
    void a_floating_point_number_keeps_its_digits(String text) {
        assertThat(ValueType.FLOAT64.canonical(text)).isEqualTo(text);
        assertThat(ValueType.FLOAT32.canonical(" " + text + "\n")).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ".",
                "-",
                "+.",
                "e5",
                ".e5",
                "1e",
                "1e+",
                "1.2.3",
                "1e5.5",
                "--1",
                "1 2",
                "1f",
                "1d",
                "0x1p-2",
                "0x10",
                "NaN",
                "nan",
                "Inf",
                "-Inf",
                "+Infinity",
                "infinity",
                "1_000.5",
                "21,5",
                "warm",
                "null",
                "٣",
                "1e400",
                "-1e400"
            })
    void hexadecimal_infinite_and_other_texts_are_no_floating_point_numbers(String text) {
        assertRefused(ValueType.FLOAT64, text);
        assertRefused(ValueType.FLOAT32, text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.5e38", "-1e39", "340282366920938463463374607431768211456"})
    void what_Float32_cannot_hold_Float64_can(String text) {
        assertRefused(ValueType.FLOAT32, text);
        assertThat(ValueType.FLOAT64.canonical(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64", "INT64", "UINT64"})
    void an_endless_number_is_refused_at_once(ValueType type) {
        assertRefused(type, "9".repeat(1_000_000));
        assertRefused(type, "1e" + "9".repeat(1_000_000));
    }

    @Property
    void every_finite_double_is_a_Float64_in_Java_s_and_in_Go_s_form(@ForAll double number) {
        String java = Double.toString(number);
        String go = String.format(Locale.ROOT, "%.17e", number);
        assertThat(ValueType.FLOAT64.canonical(java)).isEqualTo(java);
        assertThat(ValueType.FLOAT64.canonical(go)).isEqualTo(go);
    }

    @Property
    void what_is_taken_for_a_floating_point_number_is_one_for_Java_too(@ForAll("nearNumbers") String text) {
        try {
            assertThat(Double.parseDouble(ValueType.FLOAT64.canonical(text))).isFinite();
        } catch (InvalidValue refused) {
            assertThat(refused).hasMessageContaining("Float64");
        }
    }

    @Property
    void whatever_is_canonical_stays_as_it_is(@ForAll ValueType type, @ForAll("nearNumbers") String text) {
        String canonical;
        try {
            canonical = type.canonical(text);
        } catch (InvalidValue refused) {
            return;
        }
        assertThat(type.canonical(canonical)).isEqualTo(canonical);
    }

    @Provide
    Arbitrary<ValueType> integers() {
        return Arbitraries.of(ValueType.class).filter(ValueType::isInteger);
    }

    @Provide
    Arbitrary<BigInteger> bigNumbers() {
        Arbitrary<BigInteger> anywhere =
                Arbitraries.bigIntegers().between(BigInteger.TWO.pow(70).negate(), BigInteger.TWO.pow(70));
        Arbitrary<BigInteger> aroundBorders = Arbitraries.integers()
                .between(7, 65)
                .flatMap(bits -> Arbitraries.integers()
                        .between(-2, 2)
                        .map(near -> BigInteger.TWO.pow(bits).add(BigInteger.valueOf(near))));
        return Arbitraries.oneOf(anywhere, aroundBorders, aroundBorders.map(BigInteger::negate));
    }

    @Provide
    Arbitrary<String> zeros() {
        return Arbitraries.strings().withChars('0').ofMaxLength(30);
    }

    @Provide
    Arbitrary<String> nearNumbers() {
        return Arbitraries.strings().withChars("0123456789+-.eE []\",tf").ofMaxLength(12);
    }

    private static void assertRefused(ValueType type, String text) {
        assertThatThrownBy(() -> type.canonical(text)).isInstanceOf(InvalidValue.class);
    }
}
