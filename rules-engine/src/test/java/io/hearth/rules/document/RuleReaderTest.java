package io.hearth.rules.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearth.contracts.codec.Json;
import io.hearth.rules.Given;
import io.hearth.rules.limit.Limit;
import io.hearth.rules.rule.Action;
import io.hearth.rules.rule.Condition;
import io.hearth.rules.rule.Measure;
import io.hearth.rules.rule.Rule;
import io.hearth.rules.rule.Severity;
import io.hearth.rules.rule.SignalRef;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleReaderTest {

    @Test
    void the_boiler_rule_is_read_whole() {
        Rule rule = Given.rule(Given.BOILER);

        assertThat(rule.name()).isEqualTo("boiler-on-when-cold");
        assertThat(rule.enabled()).isTrue();
        assertThat(rule.labels()).isEmpty();
        assertThat(rule.severity()).isEqualTo(Severity.WARNING);
        assertThat(rule.when())
                .isEqualTo(new Condition.Threshold(
                        Measure.of(SignalRef.ofSubject("temperature")),
                        new Limit(
                                Limit.Side.BELOW,
                                new BigDecimal("20.0"),
                                new Limit.Clearing.At(new BigDecimal("20.5")))));
        assertThat(rule.then()).hasSize(1);
        assertThat(rule.otherwise()).hasSize(1);
    }

    @Test
    void values_keep_their_order_and_their_digits() {
        Rule rule = Given.rule(
                Given.BOILER.replace(
                        "\"target\": 23",
                        "\"target\": 23.50, \"big\": 18446744073709551615, \"list\": [1, true, \"x\"], \"o\": {\"z\": 1, \"a\": 2}"));

        Action.Command command = (Action.Command) rule.then().getFirst();

        assertThat(new String(Json.bytes(command.values()), StandardCharsets.UTF_8))
                .isEqualTo("{\"mode\":\"heat\",\"target\":23.50,\"big\":18446744073709551615,"
                        + "\"list\":[1,true,\"x\"],\"o\":{\"z\":1,\"a\":2}}");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        "below": 20.0, "clearAbove": 20.5
        "below": 20, "deadband": 0.5
        "above": -1e3
        "above": 80, "clearBelow": 75.25
        "above": 9223372036854775807
        """)
    void a_rule_that_is_written_and_read_again_is_the_same(String limit) {
        Rule rule = Given.rule(Given.BOILER
                .replace("\"below\": 20.0, \"clearAbove\": 20.5", limit)
                .replace(
                        "\"name\"",
                        "\"labels\": [\"heating\", \"난방\"], \"severity\": \"critical\", \"enabled\": false, \"name\""));

        String written = new String(Json.bytes(RuleWriter.write(rule)), StandardCharsets.UTF_8);

        assertThat(Given.rule(written)).isEqualTo(rule);
    }

    @ParameterizedTest(name = "{0} -> {1}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        "below": 20.0                     | "below": 20.0, "above": 30        | when.above, 30, when.below, 20.0, one of them
        "below": 20.0, "clearAbove": 20.5 | "clearAbove": 20.5                | when.above or when.below is missing
        "clearAbove": 20.5                | "clearAbove": 19                  | when.clearAbove, 19, when.below, 20.0 or more
        "clearAbove": 20.5                | "clearBelow": 19                  | when.clearBelow, 19, when.below, clearAbove
        "clearAbove": 20.5                | "clearAbove": 20.5, "deadband": 1 | when.clearAbove, when.deadband, one of them
        "clearAbove": 20.5                | "deadband": -1                    | when.deadband, -1, 0 or more
        "below": 20.0                     | "below": "20"                     | when.below, "20", a number
        "below": 20.0                     | "below": "NaN"                    | when.below, "NaN", a number
        "below": 20.0                     | "below": NaN                      | not JSON
        "below": 20.0                     | "below": 1e999                    | when.below, a number
        "below": 20.0                     | "below": 1e-999                   | when.below, a number
        "below": 20.0                     | "below": null                     | when.below, null, a number
        "below": 20.0                     | "below": true                     | when.below, true, a number
        "below": 20.0                     | "below": 20.0, "delay": "30s"     | when.delay, "30s", below, clearAbove
        "below": 20.0                     | "below": 20.0, "below": 21        | not JSON, below
        "device": "livingroom",           |                                   | when.device is missing
        "resource": "temperature",        | "resource": "  ",                 | when.resource, "  ", not blank
        "resource": "temperature",        | "resource": 7,                    | when.resource, 7, a text
        "name": "boiler-on-when-cold",    |                                   | name is missing
        "name": "boiler-on-when-cold",    | "name": "a\\nb",                  | name, control characters
        "name": "boiler-on-when-cold",    | "name": "\\ud800",               | name, no half surrogate pairs
        "name": "boiler-on-when-cold",    | "name": "x", "labels": ["a\\udc00"], | labels[0], no half surrogate pairs
        "name": "boiler-on-when-cold",    | "name": "x", "cooldown": "5m",    | cooldown, "5m", coolDown
        "name": "boiler-on-when-cold",    | "name": "x", "Enabled": true,     | Enabled, enabled
        "name": "boiler-on-when-cold",    | "name": "x", "enabled": "yes",    | enabled, "yes", true or false
        "name": "boiler-on-when-cold",    | "name": "x", "severity": "bad",   | severity, "bad", info, warning, critical
        "name": "boiler-on-when-cold",    | "name": "x", "labels": "a",       | labels, "a", a list
        "name": "boiler-on-when-cold",    | "name": "x", "labels": ["a", 1],  | labels[1], 1, a text
        "description": "Keep the living room above 20 degrees" | "description": 1 | description, 1, a text
        "values": { "mode": "off" }       | "values": {}                      | otherwise[0].command.values, at least one
        "values": { "mode": "off" }       | "values": { "mode": null }        | otherwise[0].command.values.mode, null
        "values": { "mode": "off" }       | "values": { "": 1 }               | otherwise[0].command.values, not blank
        "values": { "mode": "off" }       | "values": 1                       | otherwise[0].command.values, 1
        { "mode": "off" } } }             | { "mode": "off" } }, "after": 1 } | otherwise[0].after, 1, command
        "then": [                         | "then": [ 7,                      | then[0], 7, an object
        "then": [                         | "then": [ {"mqtt": {}},           | then[0].mqtt, command
        "then":                           | "then": {}, "x":                  | x, then
        """)
    void what_is_not_a_rule_is_refused_with_field_value_and_what_is_allowed(String part, String bad, String told) {
        String document = Given.BOILER.replace(part, bad == null ? "" : bad);

        var refusal = assertThatThrownBy(() -> Given.rule(document)).isInstanceOf(InvalidRule.class);

        List.of(told.split(", ")).forEach(refusal::hasMessageContaining);
    }

    @Test
    void a_rule_that_does_nothing_is_refused() {
        assertThatThrownBy(() -> Given.rule("""
                {"name": "idle", "alarm": false, "when": {"device": "d", "resource": "r", "above": 1}, "then": []}"""))
                .isInstanceOf(InvalidRule.class)
                .hasMessageContaining("then");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        7
        "rule"
        []
        null
        {}
        """)
    void what_is_not_an_object_or_empty_is_refused(String document) {
        assertThatThrownBy(() -> Given.rule(document)).isInstanceOf(InvalidRule.class);
    }

    @Test
    void a_name_may_be_korean_and_hold_what_needs_escaping() {
        assertThat(Given.rule(Given.BOILER.replace("boiler-on-when-cold", "거실/난방 #1+"))
                        .name())
                .isEqualTo("거실/난방 #1+");
    }
}
