package io.hearth.rules.action.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hearth.rules.action.Firings;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {
    private static Values values(String value) {
        return new Values(Firings.of(Firings.rule("cold"), 1, value, Map.of("humidity", "40")), 1000);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    it is ${value} degrees          | it is 18.5 degrees
                    ${device}/${resource}           | livingroom/temperature
                    ${rule} is ${severity}, ${state}| cold is warning, active
                    at ${time} or ${origin}         | at 2026-01-01T00:00:01Z or 1767225601000000000
                    ${reading.humidity} %           | 40 %
                    never seen: ${reading.light}    | never seen:
                    costs 3 $ or $5 {value}         | costs 3 $ or $5 {value}
                    write $${value} for ${value}    | write ${value} for 18.5
                    """)
    void a_text_is_filled(String text, String filled) {
        assertThat(Template.of(text).text(values("18.5")).strip()).isEqualTo(filled);
    }

    @Test
    void a_text_that_is_one_placeholder_becomes_the_value_itself() {
        Map<String, Object> tree =
                Map.of("n", "${value}", "list", List.of("${reading.humidity}", "${rule}"), "none", "${reading.light}");

        assertThat(Template.fill(tree, values("18.50")))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .containsEntry("n", new BigDecimal("18.50"))
                .containsEntry("list", List.of(new BigDecimal("40"), "cold"))
                .containsEntry("none", null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "007", "1e999", "+1", "0x10", "1,5", "yes", "{}", "nul"})
    void what_is_no_number_of_json_stays_a_text(String value) {
        assertThat(Template.fill("${value}", values(value))).isEqualTo(value);
    }

    @Test
    void a_truth_value_stays_one() {
        assertThat(Template.fill("${value}", values("true"))).isEqualTo(true);
    }

    @Test
    void in_a_text_a_number_has_no_exponent() {
        assertThat(Template.fill("${value} degrees", values("2.150000e+01"))).isEqualTo("21.5 degrees");
    }

    @ParameterizedTest
    @CsvSource({"${valeu},${valeu}", "a ${reading.} b,${reading.}", "${},${}", "${Value},${Value}", "${value,${value"})
    void an_unknown_placeholder_is_refused_with_the_field_and_those_that_are_allowed(String text, String named) {
        assertThatExceptionOfType(InvalidTemplate.class)
                .isThrownBy(() -> Template.check("then[0].publish.payload", Map.of("a", List.of("fine", text))))
                .withMessageContainingAll(
                        "field then[0].publish.payload.a[1] ", named, "${value}", "${reading.RESOURCE}");
    }

    @Test
    void what_fills_an_action_is_bounded() {
        Values longer = values("x".repeat(600));

        assertThatExceptionOfType(Unfit.class)
                .isThrownBy(() -> Template.fill(List.of("${value}", "${value}"), longer))
                .withMessageContaining("longer than allowed");
    }
}
