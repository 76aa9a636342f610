package io.hearth.device.convention.homeassistant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueTemplateTest {
    private static String read(String template, String unit, String payload) {
        Announced announced = new Announced();
        announced.take(
                "homeassistant/sensor/x/config",
                "{\"stat_t\":\"t\",\"dev\":{\"ids\":\"d\"},\"val_tpl\":\"" + template.replace("\"", "\\\"") + "\""
                        + unit + "}");
        List<String> readings = announced.incoming().readings("t", payload);
        return readings.getFirst().substring("x=".length());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '^',
            value = {
                "{{ value }}!21.5!21.5",
                "{{value|float}}!21.5!21.5",
                "{{ value | int }}!-21.7!-21",
                "{{ value | round(1) }}!21.37!21.4",
                "{{ value_json.a }}!{\"a\":3}!3",
                "{{value_json.a.b}}!{\"a\":{\"b\":\"x\"}}!x",
                "{{ value_json['a b']['c'] }}!{\"a b\":{\"c\":1}}!1",
                "{{ value_json[\"a/b\"].c }}!{\"a/b\":{\"c\":1}}!1",
                "{{ value_json.a[1] }}!{\"a\":[5,6]}!6",
                "{{ value_json.a | float(0) | round(2) }}!{\"a\":\"1.256\"}!1.26",
                "{{ value_json.a | int(0) }}!{\"a\":2.9}!2",
                "{{ value_json.a | is_defined }}!{\"a\":2.9}!2.9",
                "{{- value_json.a -}}!{\"a\":2.9}!2.9",
                "{% if value_json.a %}yes{% else %}no{% endif %}!{\"a\":true}!yes",
                "{%- if value_json.a -%}yes{%- else -%}no{%- endif -%}!{\"a\":0}!no"
            })
    void what_a_simple_template_says_is_what_the_mapping_reads(String template, String payload, String expected) {
        assertThat(read(template, "", payload)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ value_json.a * 2 }}",
                "{{ value_json.a if value_json.a else '' }}",
                "{{ states('x') }}",
                "{{ value_json.a | timestamp_local }}",
                "{{ value_json.a | round(x) }}",
                "{{ value }} %",
                "{% if value_json.a > 1 %}a{% else %}b{% endif %}",
                "{% for x in value_json %}{% endfor %}",
                "",
                "{{ value_json['a`b'] | int }}"
            })
    void any_other_is_not_understood(String template) {
        assertThatExceptionOfType(NotUnderstood.class)
                .isThrownBy(() -> ValueTemplate.of("value_template", template))
                .withMessageStartingWith("value_template");
    }

    @Property(tries = 300)
    void no_text_whatever_is_more_than_not_understood(@ForAll String text) {
        try {
            ValueTemplate.of("value_template", "{{ value_json" + text + " }}");
        } catch (NotUnderstood told) {
            assertThat(told).hasMessageContaining("value_template");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{{ value }}|{value}", "{\"p\":{{ position }}}|{\"p\":{value}}", "{{ value | tojson }}|{json}"})
    void a_command_template_puts_the_value_where_it_says(String both) throws NotUnderstood {
        String[] parts = both.split("\\|(?! tojson)");
        assertThat(CommandTemplate.of("command_template", parts[0])).isEqualTo(parts[1]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{ value * 2 }}", "{% if value %}x{% endif %}", "{id}", "{{ foo }}"})
    void a_command_template_that_computes_is_not_understood(String template) {
        assertThatExceptionOfType(NotUnderstood.class)
                .isThrownBy(() -> CommandTemplate.of("command_template", template));
    }
}
