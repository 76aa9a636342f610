package io.hearth.device.mapping;

import static io.hearth.device.Samples.BOILER;
import static io.hearth.device.Samples.THERMOMETER;
import static io.hearth.device.Samples.device;
import static io.hearth.device.Samples.home;
import static io.hearth.device.Samples.index;
import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.contracts.metadata.Device;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MappingIndexTest {
    @Test
    void a_topic_names_device_and_resource() {
        Match.Target target = target(home(), "home/livingroom/temperature");

        assertThat(target.device().name()).isEqualTo("livingroom");
        assertThat(target.source()).isEqualTo("temperature");
        assertThat(target.bindings()).extracting(ReadBinding::resource).containsExactly("temperature");
    }

    @Test
    void resources_of_one_topic_make_the_event_of_the_command_that_has_exactly_these() {
        Match.Target target = target(home(), "home/boiler/status");

        assertThat(target.source()).isEqualTo("status");
        assertThat(target.bindings()).extracting(ReadBinding::resource).containsExactly("current", "heating");
    }

    @Test
    void filters_do_not_overlap() {
        assertThat(home().filters()).containsExactly("home/+/+", "incoming/data/#");
    }

    @Test
    void our_own_commands_are_known_again() {
        assertThat(home().find("home/boiler/control")).isEqualTo(new Match.OwnCommand());
    }

    @Test
    void strangers_are_told_apart() {
        MappingIndex home = home();

        assertThat(home.find("home/attic/temperature")).isEqualTo(new Match.UnknownDevice("attic"));
        assertThat(home.find("home/bedroom/humidity")).isEqualTo(new Match.UnknownResource("bedroom", "humidity"));
        assertThat(home.find("garden/gate")).isEqualTo(new Match.UnknownTopic());
        assertThat(home.find("edgex/events/device/x")).isEqualTo(new Match.NotOurs());
    }

    @Test
    void edgex_default_topic_names_device_and_source() {
        MappingIndex home = home();

        assertThat(target(home, "incoming/data/bedroom/temperature")
                        .bindings()
                        .getFirst()
                        .place())
                .isEqualTo(new ValuePlace.KeyOrWhole("temperature"));
        assertThat(target(home, "incoming/data/boiler/status").bindings()).hasSize(2);
        assertThat(home.find("incoming/data/nobody/nothing")).isEqualTo(new Match.UnknownDevice("nobody"));
        assertThat(home.find("incoming/data/boiler/mode")).isEqualTo(new Match.UnknownResource("boiler", "mode"));
        assertThat(home.find("incoming/data/boiler")).isEqualTo(new Match.UnknownTopic());
    }

    @Test
    void a_name_in_the_topic_may_be_escaped() {
        MappingIndex index = index(List.of(device("living room", "room-thermometer")), THERMOMETER);

        assertThat(target(index, "incoming/data/living%20room/temperature")
                        .device()
                        .name())
                .isEqualTo("living room");
    }

    @Test
    void what_came_only_because_filters_were_widened_is_not_ours() {
        String other = THERMOMETER
                .replace("room-thermometer", "other")
                .replace("home/{device}/{resource}", "home/b/{device}/x");
        String third = THERMOMETER
                .replace("room-thermometer", "third")
                .replace("home/{device}/{resource}", "home/{device}/y/{resource}");
        MappingIndex index = index(List.of(device("o", "other"), device("t", "third")), other, third);

        assertThat(index.filters()).contains("home/+/+/+");
        assertThat(index.find("home/z/z/z")).isEqualTo(new Match.NotOurs());
        assertThat(target(index, "home/b/o/x").device().name()).isEqualTo("o");
    }

    @Test
    void protocols_name_the_device_or_give_its_topic() {
        Device renamed = device("kitchen", "room-thermometer", Map.of("name", "k1"));
        Device fixed = device("cellar", "boiler", Map.of("topic", "plant/7"));
        MappingIndex index = index(List.of(renamed, fixed), THERMOMETER, BOILER);

        assertThat(target(index, "home/k1/temperature").device().name()).isEqualTo("kitchen");
        assertThat(target(index, "plant/7").device().name()).isEqualTo("cellar");
        assertThat(target(index, "plant/7").bindings()).hasSize(2);
        assertThat(index.find("home/cellar/status")).isInstanceOf(Match.UnknownResource.class);
    }

    @Test
    void two_devices_may_share_a_topic_name_on_different_topics() {
        String hygrometer =
                THERMOMETER.replace("room-thermometer", "hygrometer").replace("temperature", "humidity");
        MappingIndex index = index(
                List.of(
                        device("t", "room-thermometer", Map.of("name", "bath")),
                        device("h", "hygrometer", Map.of("name", "bath"))),
                THERMOMETER,
                hygrometer);

        assertThat(target(index, "home/bath/temperature").device().name()).isEqualTo("t");
        assertThat(target(index, "home/bath/humidity").device().name()).isEqualTo("h");
    }

    @Test
    void what_makes_no_sense_is_a_problem_and_stops_nobody_else() {
        String nonsense = """
                name: nonsense
                deviceResources:
                  - name: a
                    attributes: { topic: "fixed/topic" }
                    properties: { valueType: Int32, readWrite: R }
                  - name: b
                    attributes: { topic: "n/{device}/b", pointer: "no-slash" }
                    properties: { valueType: Int32, readWrite: R }
                  - name: c
                    attributes: { commandTopic: "n/+/c", qos: 3 }
                    properties: { valueType: Int32, readWrite: W }
                  - name: d
                    attributes: { topic: 7 }
                    properties: { valueType: Decimal, readWrite: R }
                """;
        MappingIndex index = index(
                List.of(
                        device("bad", "nonsense"),
                        device("lost", "no-such-profile"),
                        device("good", "room-thermometer")),
                nonsense,
                THERMOMETER);

        assertThat(index.device("bad").orElseThrow().problems())
                .extracting(problem -> problem.resource() + " " + problem.field())
                .containsExactlyInAnyOrder(
                        "b attributes.pointer",
                        "c attributes.commandTopic",
                        "c attributes.qos",
                        "d properties.valueType");
        assertThat(index.device("lost").orElseThrow().problems())
                .extracting(Problem::field)
                .containsExactly("profileName");
        assertThat(index.device("good").orElseThrow().problems()).isEmpty();
        assertThat(target(index, "home/good/temperature").device().name()).isEqualTo("good");
    }

    @Test
    void a_device_whose_name_is_no_level_is_told_what_to_do() {
        MappingIndex index = index(List.of(device("a/b", "room-thermometer")), THERMOMETER);

        assertThat(index.device("a/b").orElseThrow().problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.text()).contains("protocols.mqtt.name"));
    }

    @Test
    void looking_a_topic_up_does_not_get_slower_with_the_number_of_devices() {
        List<Device> many = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            many.add(device("d" + i, "room-thermometer"));
        }
        MappingIndex few = index(many.subList(0, 10), THERMOMETER);
        MappingIndex all = index(many, THERMOMETER);
        // Ten thousand times the devices; a look-up that walked them would take that much longer.
        assertThat(bestTimeOf(all)).isLessThan(100 * bestTimeOf(few));
    }

    /** What else the machine does may make one of them long, and not each. */
    private static long bestTimeOf(MappingIndex index) {
        return IntStream.range(0, 5).mapToLong(again -> timeOf(index)).min().orElseThrow();
    }

    private static long timeOf(MappingIndex index) {
        long start = System.nanoTime();
        int found = 0;
        for (int i = 0; i < 20_000; i++) {
            found += index.find("home/d" + i % 10 + "/temperature") instanceof Match.Bound ? 1 : 0;
        }
        assertThat(found).isEqualTo(20_000);
        return System.nanoTime() - start;
    }

    private static Match.Target target(MappingIndex index, String topic) {
        Match match = index.find(topic);
        assertThat(match).isInstanceOf(Match.Bound.class);
        assertThat(((Match.Bound) match).targets()).hasSize(1);
        return ((Match.Bound) match).targets().getFirst();
    }
}
