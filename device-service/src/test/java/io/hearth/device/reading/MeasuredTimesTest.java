package io.hearth.device.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.contracts.event.Event;
import io.hearth.contracts.event.Reading;
import io.hearth.device.Incoming;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeasuredTimesTest {
    private static final String TOPIC = "t/d";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "timeFormat: unix-s                                    | 1767322800            | 2026-01-02T03:00:00Z",
                "timeFormat: unix-s                                    | 1767322800.25         | 2026-01-02T03:00:00.25Z",
                "timeFormat: unix-ms                                   | 1767322800123         | 2026-01-02T03:00:00.123Z",
                "timeFormat: unix-ms                                   | \"1767322800123\"     | 2026-01-02T03:00:00.123Z",
                "timeFormat: unix-ms                                   | 1.767322800123E12     | 2026-01-02T03:00:00.123Z",
                "timeFormat: unix-us                                   | 1767322800123456      | 2026-01-02T03:00:00.123456Z",
                "timeFormat: unix-ns                                   | 1767322800123456789   | 2026-01-02T03:00:00.123456789Z",
                "timeFormat: iso8601                                   | \"2026-01-02T03:00:00Z\" | 2026-01-02T03:00:00Z",
                "timeZone: UTC                                         | \"2026-01-02 03:00:00.5\" | 2026-01-02T03:00:00.5Z",
                "timeZone: UTC                                         | \"2026-01-02T12:00:00+09:00\" | 2026-01-02T03:00:00Z",
                "timeZone: Asia/Seoul                                  | \"2026-01-02T12:00:00\" | 2026-01-02T03:00:00Z",
                "timeZone: UTC                                         | \"2026-01-02T12:00:00+0900\" | 2026-01-02T03:00:00Z",
                "timeFormat: \"dd.MM.yyyy HH:mm\", timeZone: \"+01:00\"| \"02.01.2026 04:00\"  | 2026-01-02T03:00:00Z",
                "timeFormat: \"EEE MMM d HH:mm:ss yyyy\"               | \"Fri Jan 2 03:00:00 2026\" | 2026-01-02T03:00:00Z",
            })
    void the_payload_says_when_a_value_was_measured(String attributes, String json, String instant) {
        Incoming incoming = Incoming.d("v Int32 { topic: \"t/{device}\", pointer: /v, time: /t, " + attributes + " }");

        Event event = incoming.events(TOPIC, "{\"v\":1,\"t\":" + json + "}").getFirst();

        assertThat(event.origin()).isEqualTo(nanos(Instant.parse(instant)));
        assertThat(event.readings()).extracting(Reading::origin).containsExactly(event.origin());
        assertThat(incoming.oddities()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'\"soon\"', TIME_NOT_READ",
        "null, TIME_NOT_READ",
        "'{}', TIME_NOT_READ",
        "1e999999999, TIME_NOT_READ",
        "99999999999999999999999999999, TIME_NOT_READ",
        "0, TIME_OUT_OF_BOUNDS",
        "-5, TIME_OUT_OF_BOUNDS",
        "1000000, TIME_OUT_OF_BOUNDS",
        "1767323446000, TIME_OUT_OF_BOUNDS",
        "4102444800000, TIME_OUT_OF_BOUNDS",
    })
    void a_time_that_makes_no_sense_is_replaced_by_that_of_arrival_and_counted(String json, Oddity oddity) {
        Incoming incoming = Incoming.d("v Int32 { topic: \"t/{device}\", pointer: /v, time: /t, timeFormat: unix-ms }");

        Event event = incoming.events(TOPIC, "{\"v\":1,\"t\":" + json + "}").getFirst();

        assertThat(event.origin()).isEqualTo(Incoming.ARRIVAL);
        assertThat(incoming.oddities()).containsExactly(oddity);
    }

    @Test
    void a_time_that_makes_no_sense_is_a_dead_letter_where_the_mapping_says_so() {
        Incoming incoming = Incoming.d("v Int32 { topic: \"t/{device}\", pointer: /v, time: /t, timeFormat: unix-ms, "
                + "timeOtherwise: reject }");

        assertThat(incoming.letter(TOPIC, "{\"v\":1,\"t\":5}")).satisfies(letter -> {
            assertThat(letter.reason()).isEqualTo("bad-time");
            assertThat(letter.detail()).contains("v", "'/t'", "'5'");
        });
    }

    @Test
    void readings_of_one_message_may_have_times_of_their_own_and_the_event_has_the_newest() {
        Incoming incoming = Incoming.d(
                "a Int32 { topic: \"t/{device}\", pointer: /a/v, time: /a/t, timeFormat: unix-s }",
                "b Int32 { topic: \"t/{device}\", pointer: /b/v, time: /b/t, timeFormat: unix-s }");

        Event event = incoming.events(TOPIC, "{\"a\":{\"v\":1,\"t\":1767322800},\"b\":{\"v\":2,\"t\":1767322805}}")
                .getFirst();

        assertThat(event.readings())
                .extracting(Reading::origin)
                .containsExactly(1_767_322_800_000_000_000L, 1_767_322_805_000_000_000L);
        assertThat(event.origin()).isEqualTo(1_767_322_805_000_000_000L);
    }

    @Test
    void messages_of_one_time_are_different_events_and_a_redelivery_is_the_same() {
        Incoming incoming = Incoming.d("v Int32 { topic: \"t/{device}\", pointer: /v, time: /t, timeFormat: unix-s }");
        byte[] payload = "{\"v\":1,\"t\":1767322800}".getBytes(java.nio.charset.StandardCharsets.UTF_8);

        String first = incoming.takeAt(TOPIC, payload, Incoming.ARRIVAL)
                .events()
                .getFirst()
                .id();
        String again = incoming.takeAt(TOPIC, payload, Incoming.ARRIVAL)
                .events()
                .getFirst()
                .id();
        String next = incoming.takeAt(TOPIC, payload, Incoming.ARRIVAL + 1)
                .events()
                .getFirst()
                .id();

        assertThat(again).isEqualTo(first);
        assertThat(next).isNotEqualTo(first);
    }

    @Test
    void the_topic_may_say_the_time() {
        Incoming incoming = Incoming.of(
                List.of(io.hearth.device.Samples.device("d", "p")),
                Incoming.profile("p", "v Int32 { topic: \"t/{device}/{at}\", time: \"{at}\", timeFormat: unix-s }"));

        assertThat(incoming.events("t/d/1767322800", "5").getFirst().origin()).isEqualTo(1_767_322_800_000_000_000L);
    }

    @Property(tries = 500)
    void what_is_written_as_ms_is_read_as_that_instant(
            @ForAll @LongRange(min = 1_500_000_000_000L, max = 1_767_323_045_000L) long ms) {
        Incoming incoming = Incoming.d("v Int32 { topic: \"t/{device}\", pointer: /v, time: /t }");
        String iso = Instant.ofEpochMilli(ms).toString();

        assertThat(incoming.events(TOPIC, "{\"v\":1,\"t\":\"" + iso + "\"}")
                        .getFirst()
                        .origin())
                .isEqualTo(ms * 1_000_000);
    }

    private static long nanos(Instant instant) {
        return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
    }
}
