package io.hearth.contracts.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoDurationTest {
    @ParameterizedTest
    @CsvSource({
        "500ms, PT0.5S",
        "10s, PT10S",
        "1h30m, PT1H30M",
        "7d, P7D",
        "1d12h, P1DT12H",
        "1.5h, PT1H30M",
        ".5s, PT0.5S",
        "1.s, PT1S",
        "0, PT0S",
        "-0, PT0S",
        "0s, PT0S",
        "-1.5h, PT-1H-30M",
        "+5s, PT5S",
        "1us, PT0.000001S",
        "1µs, PT0.000001S",
        "1μs, PT0.000001S",
        "100ns, PT0.0000001S",
        "1.9ns1.9ns, PT0.000000002S",
        "1m1ms, PT1M0.001S",
        "9223372036854775807ns, PT2562047H47M16.854775807S"
    })
    void durations_are_read_as_Go_reads_them(String text, Duration duration) {
        assertThat(GoDuration.parse(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "+",
                "10",
                "1.5",
                "s",
                ".s",
                "-.s",
                "10 s",
                " 10s",
                "10s ",
                "1h30",
                "30 seconds",
                "1e3s",
                "--1s",
                "1w",
                "1y",
                "PT1H",
                "1S",
                "9223372036854775808ns",
                "-9223372036854775809ns",
                "107000d",
                "1h-30m",
                "∞s"
            })
    void what_is_no_duration_is_refused_and_named(String text) {
        assertThatThrownBy(() -> GoDuration.parse(text))
                .isInstanceOf(InvalidValue.class)
                .hasMessage("'" + text + "' is not a duration such as 500ms, 10s, 1h30m or 7d");
    }

    @Test
    void an_endless_duration_is_refused_at_once() {
        assertThatThrownBy(() -> GoDuration.parse("9".repeat(10_000_000) + "s")).isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> GoDuration.parse("1s".repeat(1_000_000))).isInstanceOf(InvalidValue.class);
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0s",
        "PT0.0000001S, 100ns",
        "PT0.0000015S, 1.5µs",
        "PT0.5S, 500ms",
        "PT1.5S, 1.5s",
        "PT90S, 1m30s",
        "PT1H30M, 1h30m0s",
        "P7D, 168h0m0s",
        "PT-90S, -1m30s"
    })
    void durations_are_written_as_Go_writes_them(Duration duration, String text) {
        assertThat(GoDuration.format(duration)).isEqualTo(text);
    }

    @Test
    void a_duration_longer_than_292_years_cannot_be_written() {
        assertThatThrownBy(() -> GoDuration.format(Duration.ofDays(200_000))).isInstanceOf(ArithmeticException.class);
    }

    @Property
    void what_is_written_is_read_again(@ForAll long nanos) {
        Duration duration = Duration.ofNanos(nanos);

        assertThat(GoDuration.parse(GoDuration.format(duration))).isEqualTo(duration);
    }

    @Property
    void any_text_is_a_duration_or_an_InvalidValue(@ForAll String text) {
        try {
            assertThat(GoDuration.parse(text)).isNotNull();
        } catch (InvalidValue refused) {
            assertThat(refused).hasMessageContaining("is not a duration");
        }
    }
}
