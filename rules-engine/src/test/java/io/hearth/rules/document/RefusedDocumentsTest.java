package io.hearth.rules.document;

import static io.hearth.rules.document.Documents.when;
import static io.hearth.rules.document.Documents.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearth.rules.rule.Condition;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is no rule is refused, with its field, its value and what is allowed. */
class RefusedDocumentsTest {
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        "device": "d", "profile": "p", "resource": "r", "above": 1         | when.device, when.profile, one of
        "profile": "p", "all": [{"label": "l", "absent": "1m"}]            | when.profile, when.all[0].label, different groups
        "resource": "r", "above": 1                                        | when.device is missing, profile, label, devicePattern
        "device": "d"                                                      | when.resource is missing
        "device": "d", "resource": "r"                                     | when.above, missing, between, notEquals
        "device": "d", "resource": "r", "above": 1, "equals": 1            | when.above, when.equals, one of them
        "device": "d", "resource": "r", "between": [2, 1]                  | when.between, [2,1], the lower first
        "device": "d", "resource": "r", "between": [2]                     | when.between, two numbers
        "device": "d", "resource": "r", "outside": [1, "x"]                | when.outside[1], "x", a number
        "device": "d", "resource": "r", "between": [1, 2], "deadband": -1  | when.deadband, -1, 0 or more
        "device": "d", "resource": "r", "between": [1, 2], "clearAbove": 3 | when.clearAbove, when.between, deadband
        "device": "d", "resource": "r", "equals": null                     | when.equals, null, a text
        "device": "d", "resource": "r", "equals": [1]                      | when.equals, [1], a text
        "device": "d", "resource": "r", "equals": 1, "deadband": 1         | when.deadband, when.equals
        "device": "d", "resource": "r", "above": {"resource": "s"}, "clearBelow": 1 | when.clearBelow, when.above, deadband
        "device": "d", "resource": "r", "above": {"resource": "s", "profile": "p"}  | when.above.profile, offset
        "device": "d", "resource": "r", "above": 1, "window": {"function": "mean", "duration": "1m"} | when.window.function, "mean", avg, rate
        "device": "d", "resource": "r", "above": 1, "window": {"function": "avg"}   | when.window.duration, when.window.readings, one of them
        "device": "d", "resource": "r", "above": 1, "window": {"function": "avg", "duration": "0s"} | when.window.duration, "0s"
        "device": "d", "resource": "r", "above": 1, "window": {"function": "avg", "readings": 0}    | when.window.readings, 0, 1 to 10000
        "device": "d", "resource": "r", "above": 1, "window": {"duration": "1m"}    | when.window.function is missing, avg
        "device": "d", "absent": "0s"                                      | when.absent, "0s", 30s
        "device": "d", "absent": "1m", "window": {}                        | when.window, when.absent
        "device": "d", "all": []                                           | when.all, [], at least one
        "device": "d", "all": {}                                           | when.all, {}, a list
        "device": "d", "all": [7]                                          | when.all[0], 7, an object
        "device": "d", "all": [{"absent": "1m"}], "any": [{"absent": "1m"}] | when.any, when.all
        "device": "d", "within": {}                                        | when.within.days, at least one of
        "device": "d", "within": {"days": "monday"}                        | when.within.days, "monday", mon
        "device": "d", "within": {"days": []}                              | when.within.days, []
        "device": "d", "within": {"from": "25:00"}                         | when.within.from, "25:00", 23:59
        "device": "d", "within": {"from": "24:00"}                         | when.within.from, "24:00", 23:59
        "device": "d", "within": {"from": "8:00"}                          | when.within.from, "8:00"
        "device": "d", "within": {"from": "08:00", "timeZone": "Mars"}     | when.within.timeZone, "Mars", Europe/Berlin
        "device": "d", "expression": "t > 1"                               | when.values is missing
        "device": "d", "expression": "t > 1", "values": {}                 | when.values, {}
        "device": "d", "expression": "t > 1", "values": {"in": "r"}        | when.values.in, "r", CEL
        "device": "d", "expression": "t > 1", "values": {"a-b": "r"}       | when.values.a-b, letters
        "device": "d", "expression": "t > 1", "values": {"t": 7}           | when.values.t, 7
        "device": "d", "expression": " ", "values": {"t": "r"}             | when.expression, not blank
        "device": "d", "expression": "true", "values": {"t": "r"}, "above": 1 | when.above, when.expression
        "device": "d", "resource": "r", "above": 1, "onDelay": 30          | when.onDelay, 30, 30s
        "device": "d", "resource": "r", "above": 1, "onDelay": "-1s"       | when.onDelay, "-1s"
        """)
    void what_is_no_condition_is_refused_with_field_value_and_what_is_allowed(String when, String told) {
        var refusal = assertThatThrownBy(() -> when(when)).isInstanceOf(InvalidRule.class);

        List.of(told.split(", ")).forEach(refusal::hasMessageContaining);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        "reAlarmTime": "0s"                                      | reAlarmTime, "0s", 30s
        "staleAfter": "0s"                                       | staleAfter, "0s"
        "alarm": "no"                                            | alarm, "no", true or false
        "then": [{}]                                             | then[0], nothing to do, command, write
        "then": [{"notify": {"message": "a"}, "write": {}}]      | then[0], notify, write, one of
        "then": [{"notify": {"message": ""}}]                    | then[0].notify.message, "", not blank
        "then": [{"notify": {"message": "a", "severity": "x"}}]  | then[0].notify.severity, "x", critical
        "then": [{"publish": {"payload": "a"}}]                  | then[0].publish.topic is missing
        "then": [{"publish": {"topic": "a"}}]                    | then[0].publish.payload is missing
        "then": [{"publish": {"topic": "a", "payload": null}}]   | then[0].publish.payload, null
        "then": [{"publish": {"topic": "a", "payload": 1, "qos": 3}}] | then[0].publish.qos, 3, 0 to 2
        "then": [{"webhook": {"url": "https://a", "headers": {"a": 1}}}] | then[0].webhook.headers.a, 1, a text
        "then": [{"webhook": {"url": "https://a", "timeout": "0s"}}]     | then[0].webhook.timeout, "0s"
        "then": [{"notify": {"message": "a", "validFor": "999ms"}}]      | then[0].notify.validFor, "999ms", 1s, 366d
        "then": [{"write": {"resource": "r", "value": 1, "validFor": "367d"}}] | then[0].write.validFor, "367d", 1s, 366d
        "then": [{"command": {"command": "c", "values": {"a": 1}, "validFor": 30}}] | then[0].command.validFor, 30, 1s, 366d
        "then": [{"write": {"resource": "r", "value": {}}}]      | then[0].write.value, {}, a text
        "then": [{"command": {"command": "c", "values": {"a": 1}, "confirm": {"resource": "r", "value": 1}}}] | then[0].command.confirm.within is missing
        """)
    void what_is_no_rule_is_refused_with_field_value_and_what_is_allowed(String fields, String told) {
        var refusal = assertThatThrownBy(() -> with(fields)).isInstanceOf(InvalidRule.class);

        List.of(told.split(", ")).forEach(refusal::hasMessageContaining);
    }

    @Test
    void a_condition_that_is_nested_too_deep_or_has_too_many_parts_is_refused() {
        String deep = "{\"any\": [".repeat(8) + "{\"absent\": \"1m\"}" + "]}".repeat(8);
        String many = "{\"absent\": \"1m\"},".repeat(63) + "{\"absent\": \"1m\"}";

        assertThat(when("\"device\": \"d\", \"all\": [" + many + "]").when()).isInstanceOf(Condition.All.class);
        assertThatThrownBy(() -> when("\"device\": \"d\", \"all\": [" + deep + "]"))
                .hasMessageContaining("too deep")
                .hasMessageContaining("8 levels");
        assertThatThrownBy(() -> when("\"device\": \"d\", \"all\": [{\"any\": [" + many + "]}, {\"absent\": \"1m\"}]"))
                .hasMessageContaining("when.all[1].absent")
                .hasMessageContaining("64");
    }
}
