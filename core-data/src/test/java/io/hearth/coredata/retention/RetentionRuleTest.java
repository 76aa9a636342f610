package io.hearth.coredata.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.contracts.metadata.Retention;
import io.hearth.contracts.value.GoDuration;
import io.hearth.coredata.retention.RetentionRule.Plan;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each row of EdgeX's formula (core-data retention): what is kept of the stored events of a device's source. */
class RetentionRuleTest {
    @ParameterizedTest(name = "maxCap {0}, minCap {1}, duration {2}, {3} stored: {4}")
    @CsvSource({
        // maxCap > 0 and fewer stored: nothing goes, whatever the age
        "10, 1, 1h, 9, nothing",
        "10, -1, 0s, 9, nothing",
        "10, 1, 1h, 10, older than 1h but 1",
        // maxCap < 0: no such test
        "-1, 1, 1h, 2, older than 1h but 1",
        // duration > 0, minCap < 0: all that is older
        "-1, -1, 1h, 1, older than 1h but 0",
        // duration > 0, minCap > 0: of the older ones the newest minCap stay
        "-1, 5, 168h, 100, older than 168h but 5",
        "-1, 5, 168h, 5, nothing",
        // duration 0 or less, minCap > 0: by number
        "-1, 5, 0s, 6, all but 5",
        "-1, 5, -1s, 6, all but 5",
        "-1, 5, 0s, 5, nothing",
        "3, 5, 0s, 6, all but 5",
        // duration 0 or less, minCap < 0: all
        "-1, -1, 0s, 6, all but 0",
        // a 0 of the defaults is taken as it is
        "0, 0, 0s, 6, all but 0",
        "0, 0, 1h, 6, older than 1h but 0"
    })
    void the_formula_decides(long maxCap, long minCap, String duration, long stored, String expected) {
        Plan plan = new RetentionRule(maxCap, minCap, GoDuration.parse(duration)).plan(stored);

        String text =
                switch (plan) {
                    case Plan.Nothing() -> "nothing";
                    case Plan.Expired(Duration olderThan, long keep) ->
                        "older than " + olderThan.toHours() + "h but " + keep;
                    case Plan.AllButNewest(long keep) -> "all but " + keep;
                };
        assertThat(text).isEqualTo(expected);
    }

    @Test
    void zero_and_nothing_in_an_auto_event_stand_for_the_defaults() {
        RetentionRule defaults = new RetentionRule(7, 8, Duration.ofHours(9));

        assertThat(RetentionRule.of(new Retention(0, 0, ""), defaults)).isEqualTo(defaults);
        assertThat(RetentionRule.of(new Retention(-1, 2, "0s"), defaults))
                .isEqualTo(new RetentionRule(-1, 2, Duration.ZERO));
        assertThat(RetentionRule.of(new Retention(1, 0, "soon"), defaults))
                .isEqualTo(new RetentionRule(1, 8, Duration.ofHours(9)));
    }
}
