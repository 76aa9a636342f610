package io.hearth.rules.document;

import static io.hearth.rules.document.Documents.when;
import static io.hearth.rules.document.Documents.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.contracts.codec.Json;
import io.hearth.rules.Given;
import io.hearth.rules.rule.Rule;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuleWriterTest {
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "\"device\": \"d\", \"resource\": \"r\", \"above\": 5, \"clearBelow\": 4.50, \"onDelay\": \"1m30s\", \"offDelay\": \"250ms\"",
                "\"profile\": \"p\", \"resource\": \"r\", \"between\": [1, 2.0], \"deadband\": 0.0",
                "\"label\": \"l\", \"resource\": \"r\", \"outside\": [-1e3, 9223372036854775807], \"window\": {\"function\": \"rate\", \"duration\": \"1h\"}",
                "\"devicePattern\": \"b-?*\", \"resource\": \"r\", \"notEquals\": \"난방\"",
                "\"device\": \"d\", \"absent\": \"10m\", \"resource\": \"r\"",
                "\"profile\": \"p\", \"absent\": \"10m\"",
                "\"device\": \"d\", \"resource\": \"r\", \"above\": {\"resource\": \"s\", \"offset\": 1.0}, \"deadband\": 2",
                "\"device\": \"d\", \"all\": [{\"device\": \"e\", \"resource\": \"r\", \"above\": {\"device\": \"d\", \"resource\": \"s\"}}]",
                "\"device\": \"d\", \"all\": [{\"device\": \"e\", \"resource\": \"r\", \"above\": {\"resource\": \"s\"}}]",
                "\"profile\": \"p\", \"all\": [{\"device\": \"e\", \"resource\": \"r\", \"above\": {\"resource\": \"s\"}}]",
                "\"device\": \"d\", \"within\": {\"days\": [\"mon\", \"wed\"], \"from\": \"08:00:30\", \"to\": \"24:00\", \"timeZone\": \"Asia/Seoul\"}",
                "\"device\": \"d\", \"all\": [{\"within\": {\"from\": \"08:00\"}}, {\"resource\": \"r\", \"above\": 1, \"onDelay\": \"1s\"}]",
                "\"device\": \"d\", \"all\": [{\"within\": {\"from\": \"08:00\"}}, {\"resource\": \"r\", \"above\": 1}], \"onDelay\": \"1s\"",
                "\"profile\": \"p\", \"any\": [{\"all\": [{\"resource\": \"r\", \"above\": 1}], \"offDelay\": \"1s\"}, {\"device\": \"x\", \"absent\": \"1m\", \"onDelay\": \"3s\"}]",
                "\"device\": \"d\", \"expression\": \"a > b\", \"values\": {\"b\": {\"device\": \"e\", \"resource\": \"r\"}, \"a\": \"r\"}",
                "\"all\": [{\"device\": \"e\", \"expression\": \"a > b\", \"values\": {\"b\": \"r\", \"a\": {\"device\": \"f\", \"resource\": \"r\"}}}, {\"device\": \"f\", \"absent\": \"1s\"}]"
            })
    void what_is_written_is_read_as_the_same_rule(String when) {
        Rule rule = when(when);

        String written = new String(Json.bytes(RuleWriter.write(rule)), StandardCharsets.UTF_8);

        assertThat(Given.rule(written)).as(written).isEqualTo(rule);
    }

    @Test
    void actions_and_times_are_written_as_the_same_rule() {
        Rule rule = with("""
                "staleAfter": "1d1h1m1s1ms", "coolDown": "1ms", "reAlarmTime": "366d", "minOn": "1s", "minOff": "2s",
                "schedule": {"days": "sat-sun"}, "alarm": false, "then": [
                  {"command": {"device": "d", "command": "lock", "values": {"a": [1, {"b": 2.50}], "c": true},
                               "confirm": {"resource": "state", "value": 1.0, "within": "10s"}}},
                  {"publish": {"topic": "a/b", "payload": [null, 1.0, "x", {"y": null}], "qos": 2, "retain": true}},
                  {"webhook": {"url": "https://example.com/${device}", "method": "PUT", "body": {"a": 1}, "timeout": "1s", "validFor": "1h"}},
                  {"command": {"command": "unlock", "values": {"a": 1}, "validFor": "1m30s"}},
                  {"publish": {"topic": "a", "payload": 1, "validFor": "366d"}}],
                "otherwise": [{"notify": {"message": "well\\n again", "validFor": "1s"}},
                              {"write": {"resource": "cold", "value": false, "validFor": "2s"}}]""");

        String written = new String(Json.bytes(RuleWriter.write(rule)), StandardCharsets.UTF_8);

        assertThat(Given.rule(written)).as(written).isEqualTo(rule);
        assertThat(written).contains("1h", "1m30s", "366d", "\"validFor\":\"1s\"", "\"validFor\":\"2s\"");
    }
}
