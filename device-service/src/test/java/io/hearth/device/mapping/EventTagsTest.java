package io.hearth.device.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.contracts.event.Event;
import io.hearth.contracts.event.Reading;
import io.hearth.device.Incoming;
import io.hearth.device.Samples;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** EdgeX's tags of device command, device and resource, on what devices report (device-sdk-go). */
class EventTagsTest {
    @Test
    void an_event_has_the_tags_of_its_command_and_over_them_those_of_the_device() {
        Event event = tank(Map.of("floor", 2))
                .events("tank/north/t", "{\"level\":1,\"open\":true}")
                .getFirst();

        assertThat(event.sourceName()).isEqualTo("state");
        assertThat(event.tags()).isEqualTo(Map.of("floor", 2, "kind", "state", "site", "north"));
    }

    @Test
    void an_event_of_one_resource_has_those_of_the_device_alone() {
        Event event =
                tank(Map.of("floor", 2)).events("tank/north/t", "{\"level\":1}").getFirst();

        assertThat(event.tags()).containsEntry("floor", 2);
        assertThat(tank(Map.of()).index().devices().iterator().next().tags().of("level"))
                .isEmpty();
    }

    @Test
    void what_the_topic_says_wins() {
        Event event = tank(Map.of("site", "unknown"))
                .events("tank/south/t", "{\"level\":1,\"open\":true}")
                .getFirst();

        assertThat(event.tags()).containsEntry("site", "south");
    }

    @Test
    void a_reading_has_the_tags_of_its_resource() {
        Event event = tank(Map.of())
                .events("tank/north/t", "{\"level\":1,\"open\":true}")
                .getFirst();

        assertThat(event.readings()).extracting(Reading::tags).containsExactly(Map.of("medium", "water"), Map.of());
    }

    @Test
    void a_reading_of_edgex_own_topic_has_them_too() {
        Event event =
                tank(Map.of("floor", 2)).events("incoming/data/t/level", "5").getFirst();

        assertThat(event.tags()).isEqualTo(Map.of("floor", 2));
        assertThat(event.readings().getFirst().tags()).isEqualTo(Map.of("medium", "water"));
    }

    @Test
    void they_are_put_together_once_and_not_with_each_message() {
        EventTags tags =
                tank(Map.of("floor", 2)).index().devices().iterator().next().tags();

        assertThat(tags.of("state", Map.of())).isSameAs(tags.of("state"));
        assertThat(tags.of("level", Map.of())).isSameAs(tags.of("open"));
    }

    private static Incoming tank(Map<String, Object> tags) {
        return Incoming.of(List.of(Samples.tagged("t", "tank", tags)), Samples.TANK);
    }
}
