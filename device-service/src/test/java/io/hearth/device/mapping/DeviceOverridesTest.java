package io.hearth.device.mapping;

import static io.hearth.device.Samples.device;
import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.device.Incoming;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a device says of its messages in place of its profile. */
class DeviceOverridesTest {
    private static final String ROOM = Incoming.profile(
            "room",
            "t Float64 { topic: \"home/{device}/state\", pointer: /t }",
            "h Int32 { topic: \"home/{device}/state\", pointer: /h }");

    @Test
    void an_attribute_for_one_resource_leaves_the_others_and_other_devices_alone() {
        Incoming incoming = Incoming.of(
                List.of(device("a", "room", Map.of("t.pointer", "/temperature")), device("b", "room")), ROOM);

        assertThat(incoming.readings("home/a/state", "{\"temperature\":1.5,\"h\":40}"))
                .containsExactly("t=1.5", "h=40");
        assertThat(incoming.readings("home/b/state", "{\"t\":2.5,\"h\":41}")).containsExactly("t=2.5", "h=41");
    }

    @Test
    void an_attribute_for_all_holds_for_all_that_are_mapped() {
        Incoming incoming = Incoming.of(
                List.of(device("a", "room", Map.of("time", "/ts", "timeFormat", "unix-s", "topic", "x/7"))), ROOM);

        assertThat(incoming.events("x/7", "{\"t\":1,\"h\":2,\"ts\":1767322800}"))
                .singleElement()
                .satisfies(event -> assertThat(event.origin()).isEqualTo(1_767_322_800_000_000_000L));
    }

    @Test
    void one_resource_may_have_a_topic_of_its_own() {
        Incoming incoming = Incoming.of(
                List.of(device("a", "room", Map.of("t.topic", "plant/{device}/t", "t.pointer", "", "name", "7"))),
                ROOM);

        assertThat(incoming.readings("plant/7/t", "3.5")).containsExactly("t=3.5");
        assertThat(incoming.readings("home/7/state", "{\"h\":4}")).containsExactly("h=4");
    }

    @Test
    void what_makes_no_sense_is_a_problem_of_the_device() {
        MappingIndex index = Incoming.of(
                        List.of(device("a", "room", Map.of("x.pointer", "/a", "t.pointer", "a", "format", "xml"))),
                        ROOM)
                .index();

        assertThat(index.device("a").orElseThrow().problems())
                .extracting(problem -> problem.resource() + " " + problem.field())
                .contains(" protocols.mqtt.x.pointer", "t protocols.mqtt.pointer", "t protocols.mqtt.format");
    }

    @Test
    void settings_that_are_none_of_ours_are_left_alone() {
        MappingIndex index = Incoming.of(
                        List.of(device("a", "room", Map.of("CommandTopic", "cmd/a", "device", "x", "v1.0", 5))), ROOM)
                .index();

        assertThat(index.device("a").orElseThrow().problems()).isEmpty();
    }
}
