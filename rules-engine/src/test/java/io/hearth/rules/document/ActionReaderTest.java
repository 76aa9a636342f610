package io.hearth.rules.document;

import static io.hearth.rules.document.Documents.when;
import static io.hearth.rules.document.Documents.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.rules.rule.Action;
import io.hearth.rules.rule.Rule;
import io.hearth.rules.rule.Severity;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ActionReaderTest {
    @Test
    void a_rule_that_raises_an_alarm_needs_no_action() {
        assertThat(when("\"device\": \"d\", \"resource\": \"r\", \"above\": 1").then())
                .isEmpty();
    }

    @Test
    void all_kinds_of_actions_are_read() {
        Rule rule = with("""
                "then": [
                  {"command": {"command": "lock", "values": {"state": "locked"},
                               "confirm": {"resource": "state", "value": "locked", "within": "10s"}}},
                  {"publish": {"topic": "maintenance/${device}", "payload": {"battery": "${value}", "note": null}}},
                  {"webhook": {"url": "https://example.com/hook", "headers": {"X-A": "b"}, "body": "x", "timeout": "3s"}},
                  {"notify": {"message": "low", "category": "bike", "severity": "info"}},
                  {"write": {"device": "house", "resource": "cold", "value": 1.50}}]""");

        assertThat(rule.then().get(0))
                .isEqualTo(new Action.Command(
                        Optional.empty(),
                        "lock",
                        java.util.Map.of("state", "locked"),
                        Optional.of(new Action.Confirm("state", "locked", Duration.ofSeconds(10)))));
        assertThat(((Action.Publish) rule.then().get(1)).qos()).isOne();
        assertThat(((Action.Webhook) rule.then().get(2)).method()).isEqualTo("POST");
        assertThat(rule.then().get(3)).isEqualTo(new Action.Notify("low", "bike", Optional.of(Severity.INFO)));
        assertThat(rule.then().get(4))
                .isEqualTo(new Action.Write(Optional.of("house"), "cold", new BigDecimal("1.50")));
    }
}
