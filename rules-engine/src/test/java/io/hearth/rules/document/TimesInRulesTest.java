package io.hearth.rules.document;

import static io.hearth.rules.document.Documents.above;
import static io.hearth.rules.document.Documents.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearth.rules.Given;
import io.hearth.rules.rule.Delays;
import io.hearth.rules.rule.Pacing;
import io.hearth.rules.rule.Rule;
import io.hearth.rules.rule.Severity;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesInRulesTest {
    @ParameterizedTest
    @CsvSource({
        "500ms, PT0.5S",
        "30s, PT30S",
        "5m, PT5M",
        "1h30m, PT1H30M",
        "2d, PT48H",
        "PT30S, PT30S",
        "0s, PT0S",
        "P1DT1S, PT24H1S",
        "366d, PT8784H",
        "90s, PT1M30S"
    })
    void times_are_read_as_people_write_them(String text, String time) {
        assertThat(with("\"coolDown\": \"" + text + "\"").pacing().coolDown()).isEqualTo(Duration.parse(time));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "30",
                "s",
                "-5s",
                "5 m",
                "1m1h",
                "367d",
                "1.5s",
                "PT",
                "PT-5S",
                "P1Y",
                "PT0.0001S",
                "999999999999d",
                "P99999999999999D"
            })
    void what_is_no_time_is_refused(String text) {
        assertThatThrownBy(() -> with("\"coolDown\": \"" + text + "\""))
                .isInstanceOf(InvalidRule.class)
                .hasMessageContaining("coolDown")
                .hasMessageContaining("30s");
    }

    @Test
    void times_and_severity_are_those_of_the_rule() {
        Rule rule = Given.rule("""
                {"name": "r", "severity": "critical", "alarm": false, "staleAfter": "15m",
                 "coolDown": "5m", "reAlarmTime": "1h", "minOn": "3m", "minOff": "4m",
                 "when": {"device": "d", "resource": "temperature", "above": 1, "onDelay": "30s", "offDelay": "10s"},
                 "then": [{"notify": {"message": "hot"}}]}""");

        assertThat(rule.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(rule.alarm()).isFalse();
        assertThat(rule.staleAfter()).contains(Duration.ofMinutes(15));
        assertThat(rule.delays()).isEqualTo(new Delays(Duration.ofSeconds(30), Duration.ofSeconds(10)));
        assertThat(rule.pacing())
                .isEqualTo(new Pacing(
                        Duration.ofMinutes(5),
                        Optional.of(Duration.ofHours(1)),
                        Duration.ofMinutes(3),
                        Duration.ofMinutes(4)));
        assertThat(rule.when()).isEqualTo(above("temperature", "1"));
    }
}
