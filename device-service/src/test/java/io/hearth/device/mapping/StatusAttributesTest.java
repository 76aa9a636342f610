package io.hearth.device.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.device.Incoming;
import io.hearth.device.Samples;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** docs/mapping.md: online, offline, silence. */
class StatusAttributesTest {
    private static MappedDevice device(Map<String, Object> mqtt, String... resources) {
        return Samples.index(List.of(Samples.device("d", "p", mqtt)), Incoming.profile("p", resources))
                .device("d")
                .orElseThrow();
    }

    @Test
    void values_are_compared_as_texts_whatever_they_are_in_the_file() {
        MappedDevice device = device(
                Map.of(),
                "alive Bool { topic: \"b/{device}\", online: true, offline: false }",
                "code Int32 { topic: \"c/{device}\", online: [1, 2], offline: \"0, -1\" }");

        assertThat(device.problems()).isEmpty();
        assertThat(device.status("alive").says("true")).contains(true);
        assertThat(device.status("alive").says("false")).contains(false);
        assertThat(device.status("code").says("2")).contains(true);
        assertThat(device.status("code").says("-1")).contains(false);
        assertThat(device.status("code").says("3")).isEmpty();
        assertThat(device.status("nothing").says("0")).isEmpty();
    }

    @Test
    void a_device_has_words_for_one_resource_and_a_time_for_itself() {
        MappedDevice device = device(
                Map.of("s.offline", "gone", "silence", "5m"),
                "s String { topic: \"b/{device}\", online: here, offline: away, silence: 90s }",
                "t String { topic: \"c/{device}\", offline: away, silence: 60s }");

        assertThat(device.problems()).isEmpty();
        assertThat(device.status("s").says("gone")).contains(false);
        assertThat(device.status("s").says("away")).isEmpty();
        assertThat(device.status("t").says("away")).contains(false);
        assertThat(device.silence()).contains(Duration.ofMinutes(5));
        assertThat(device(Map.of("silence", "0"), "t String { silence: 60s }").silence())
                .contains(Duration.ZERO);
        assertThat(device(Map.of(), "s String { silence: 90s }", "t String { silence: 60s }")
                        .silence())
                .contains(Duration.ofSeconds(60));
        assertThat(device(Map.of(), "t String { topic: \"c/{device}\" }").silence())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "r String { online: a, offline: [b, a] } | has [a] as online has",
                "r Binary { online: a } | cannot be said by a Binary",
                "r String { silence: soon } | 'soon' is not allowed, allowed are durations",
                "r String { silence: 90 } | '90' is not allowed, allowed are durations",
                "r String { silence: 10ms } | '10ms' is not allowed",
                "r String { silence: -5s } | '-5s' is not allowed",
                "r String { online: { a: b } } | allowed is a list of texts"
            })
    void what_makes_no_sense_is_a_problem_that_says_what_is_allowed(String resource, String problem) {
        assertThat(device(Map.of(), resource).problems())
                .anySatisfy(found -> assertThat(found.toString()).contains(problem));
    }

    @Test
    void a_devices_silence_that_makes_no_sense_is_a_problem_of_the_device() {
        MappedDevice device = device(Map.of("silence", "soon"), "r String { silence: 60s }");
        assertThat(device.problems())
                .anySatisfy(found -> assertThat(found.toString()).contains("protocols.mqtt.silence", "'soon'"));
        assertThat(device.silence()).contains(Duration.ofSeconds(60));
    }
}
