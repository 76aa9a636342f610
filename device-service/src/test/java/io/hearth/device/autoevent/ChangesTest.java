package io.hearth.device.autoevent;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.contracts.event.Event;
import io.hearth.contracts.event.Reading;
import io.hearth.contracts.event.ReadingValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** EdgeX device SDK, AutoEvents: onChange and onChangeThreshold. */
class ChangesTest {
    private static Reading reading(String resource, String type, ReadingValue value) {
        return new Reading("", 1, "boiler", resource, "boiler", type, "", Map.of(), value);
    }

    private static Reading number(String resource, String text) {
        return reading(resource, "Float64", new ReadingValue.Simple(text));
    }

    private static Event event(Reading... readings) {
        return new Event("v3", "id", "boiler", "boiler", "status", 1, List.of(readings), Map.of());
    }

    @Test
    void the_first_is_published_and_the_same_again_is_not() {
        Changes changes = new Changes(0, false);
        Event event = event(number("current", "20"));
        assertThat(changes.of(event)).contains(event);
        changes.published(event);
        assertThat(changes.of(event)).isEmpty();
        assertThat(changes.of(event(number("current", "20.5")))).isPresent();
    }

    @Test
    void what_was_read_but_not_published_is_not_what_the_next_is_compared_with() {
        Changes changes = new Changes(0, false);
        changes.published(event(number("current", "20")));
        assertThat(changes.of(event(number("current", "21")))).isPresent();
        assertThat(changes.of(event(number("current", "21")))).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "10.1, 10.2, 0.1, false",
        "10.1, 10.2000001, 0.1, true",
        "5, 4.5, 0.5, false",
        "5, 4.4, 0.5, true",
        "18446744073709551615, 18446744073709551614, 0.5, true",
        "1e-999999999, 1, 0.5, true",
        "-0.2, 0.2, 0.4, false"
    })
    void a_number_has_to_differ_by_more_than_the_threshold(
            String before, String after, double threshold, boolean differs) {
        Changes changes = new Changes(threshold, false);
        changes.published(event(number("current", before)));
        assertThat(changes.of(event(number("current", after))).isPresent()).isEqualTo(differs);
    }

    @Test
    void small_steps_add_up_until_they_pass_the_threshold() {
        Changes changes = new Changes(1, false);
        changes.published(event(number("current", "20")));
        assertThat(changes.of(event(number("current", "20.6")))).isEmpty();
        assertThat(changes.of(event(number("current", "21.2")))).isPresent();
    }

    @Test
    void a_text_that_looks_like_a_number_is_a_text() {
        Changes changes = new Changes(5, false);
        changes.published(event(reading("mode", "String", new ReadingValue.Simple("1"))));
        assertThat(changes.of(event(reading("mode", "String", new ReadingValue.Simple("2")))))
                .isPresent();
    }

    @Test
    void octets_are_compared_and_not_where_they_lie() {
        Changes changes = new Changes(0, false);
        changes.published(event(reading("picture", "Binary", new ReadingValue.Binary(new byte[] {1, 2}, "image/png"))));
        assertThat(changes.of(
                        event(reading("picture", "Binary", new ReadingValue.Binary(new byte[] {1, 2}, "image/png")))))
                .isEmpty();
        assertThat(changes.of(
                        event(reading("picture", "Binary", new ReadingValue.Binary(new byte[] {1, 3}, "image/png")))))
                .isPresent();
    }

    @Test
    void one_that_changed_brings_all_or_only_itself_as_the_setting_says() {
        Event before = event(number("current", "20"), number("target", "23"));
        Event after = event(number("current", "21"), number("target", "23"));
        Changes all = new Changes(0, false);
        all.published(before);
        Changes only = new Changes(0, true);
        only.published(before);

        assertThat(all.of(after)).contains(after);
        Optional<Event> changed = only.of(after);
        assertThat(changed.orElseThrow().readings())
                .extracting(Reading::resourceName)
                .containsExactly("current");
        only.published(changed.get());
        assertThat(only.of(after)).isEmpty();
    }
}
