package io.hearth.device.mapping;

import static io.hearth.device.Samples.device;
import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.contracts.event.Event;
import io.hearth.contracts.metadata.Device;
import io.hearth.device.Incoming;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Topics to listen to: names, wildcards, parts of levels, fixed ones. */
class IncomingTopicsTest {
    @ParameterizedTest
    @CsvSource({
        "iot/{device}/+/temperature, iot/d/attic/temperature",
        "iot/{device}/#, iot/d/a/b/c",
        "iot/{device}/#, iot/d",
        "hexaboard/{device}/sensor/{resource}, hexaboard/d/sensor/t",
        "sensor-{device}/v, sensor-d/v",
        "hexaboard/status, hexaboard/status",
        "/{device}//t/, /d//t/",
        "집/{device}/온도, 집/d/온도",
    })
    void a_template_is_heard(String template, String topic) {
        Incoming incoming = Incoming.d("t Float64 { topic: \"" + template + "\" }");

        assertThat(incoming.readings(topic, "21.5")).containsExactly("t=21.5");
    }

    @Test
    void other_names_in_a_topic_are_tags_of_the_event() {
        Incoming incoming = Incoming.d("t Float64 { topic: \"{site}/floor-{floor}/{device}/+/t\" }");

        Event event = incoming.events("서울/floor-3/d/x/t", "1").getFirst();

        assertThat(event.tags()).isEqualTo(Map.of("site", "서울", "floor", "3"));
    }

    @Test
    void a_name_in_a_topic_may_be_the_value() {
        Incoming incoming = Incoming.d("action String { topic: \"zigbee/{device}/button/{what}\", level: what }");

        assertThat(incoming.readings("zigbee/d/button/double click", "x")).containsExactly("action=double click");
    }

    @Test
    void a_device_may_have_its_own_topic_with_wildcards() {
        Incoming incoming = Incoming.of(
                List.of(device("d", "p", Map.of("topic", "plant/7/+/#"))),
                Incoming.profile("p", "t Float64 { topic: \"x/{device}\" }"));

        assertThat(incoming.readings("plant/7/a/b", "2")).containsExactly("t=2");
        assertThat(incoming.index().filters()).contains("plant/7/+/#");
        assertThat(incoming.index().find("x/d")).isNotInstanceOf(Match.Bound.class);
    }

    @Test
    void what_is_on_the_bus_is_no_message_of_a_device_that_listens_to_everything() {
        Incoming incoming = Incoming.of(
                List.of(device("d", "p", Map.of("topic", "#"))), Incoming.profile("p", "t String { pointer: \"\" }"));

        assertThat(incoming.index().find("edgex/events/device/x")).isEqualTo(new Match.NotOurs());
        assertThat(incoming.readings("any/thing", "1")).containsExactly("t=1");
    }

    @Test
    void a_topic_without_a_device_is_that_of_the_first_device_and_a_problem_of_the_second() {
        Incoming incoming = Incoming.of(
                List.of(device("one", "p"), device("two", "p")),
                Incoming.profile("p", "t Float64 { topic: \"hexaboard/t\" }"));

        assertThat(incoming.events("hexaboard/t", "1"))
                .singleElement()
                .satisfies(event -> assertThat(event.deviceName()).isEqualTo("one"));
        assertThat(incoming.index().device("two").orElseThrow().problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.text()).contains("hexaboard/t", "'one'"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"거실 온도계", "with space", "a%b", "안녕하세요", "x~y.z"})
    void names_of_devices_may_be_anything_that_is_a_level(String name) {
        Incoming incoming = Incoming.of(
                List.of(device(name, "p")), Incoming.profile("p", "t Float64 { topic: \"home/{device}/{resource}\" }"));

        assertThat(incoming.events("home/" + name + "/t", "1"))
                .singleElement()
                .satisfies(event -> assertThat(event.deviceName()).isEqualTo(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"home/+/t", "home/#", "home//t", "home/ /t", "/", "", "home/d/t/", "$SYS/d/t", "home/온도/t"})
    void topics_that_nobody_has_are_told_apart_and_never_throw(String topic) {
        Incoming incoming = Incoming.d("t Float64 { topic: \"home/{device}/{resource}\" }");

        assertThat(incoming.letter(topic, "1").reason()).startsWith("unknown-");
    }

    @Test
    void a_topic_of_60_kB_is_looked_up_whether_it_is_one_level_or_thirty_thousand() {
        String name = "가".repeat(20_000);
        Incoming incoming =
                Incoming.of(List.of(device(name, "p")), Incoming.profile("p", "t Float64 { topic: \"h/{device}/#\" }"));

        assertThat(incoming.events("h/" + name, "1")).hasSize(1);
        assertThat(incoming.events("h/" + name + "/".repeat(2_000), "1")).hasSize(1);
        assertThat(incoming.letter("/".repeat(60_000), "1").reason()).isEqualTo("unknown-topic");
        assertThat(incoming.letter("h/" + "x".repeat(60_000), "1").reason()).isEqualTo("unknown-device");
        assertThat(name.getBytes(StandardCharsets.UTF_8)).hasSize(60_000);
    }

    @Test
    void filters_of_a_hundred_thousand_devices_with_topics_of_their_own_are_covered_in_seconds() {
        List<Device> devices = IntStream.range(0, 100_000)
                .mapToObj(i -> device("d" + i, "p", Map.of("topic", "plant/" + i + "/+/state")))
                .toList();
        long start = System.nanoTime();

        Incoming incoming = Incoming.of(devices, Incoming.profile("p", "t Float64 { topic: \"x/{device}\" }"));

        // Comparing every filter with every other would be ten thousand million comparisons.
        assertThat(System.nanoTime() - start).isLessThan(60_000_000_000L);
        assertThat(incoming.index().filters()).hasSize(100_001);
        assertThat(incoming.readings("plant/99999/a/state", "3")).containsExactly("t=3");
    }
}
