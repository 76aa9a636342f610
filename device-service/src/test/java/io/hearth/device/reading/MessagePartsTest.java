package io.hearth.device.reading;

import static io.hearth.device.Samples.device;
import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.contracts.event.DeadLetter;
import io.hearth.contracts.event.Event;
import io.hearth.contracts.event.EventId;
import io.hearth.device.Incoming;
import io.hearth.device.intake.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One message with many devices, many samples of one, or many resources by name. */
class MessagePartsTest {
    private static final String SENSOR = "topic: gw/batch, each: /sensors, device: /id, time: /ts, timeFormat: unix-s";

    private final Incoming gateway = Incoming.of(
            List.of(device("s1", "thermo"), device("s2", "thermo"), device("h1", "hygro")),
            Incoming.profile("thermo", "t Float64 { " + SENSOR + ", pointer: /t }"),
            Incoming.profile("hygro", "h Int32 { " + SENSOR + ", pointer: /h }"));

    @Test
    void each_element_of_an_array_is_an_event_of_the_device_that_it_names() {
        List<Event> events = gateway.events(
                "gw/batch",
                "{\"sensors\":[{\"id\":\"s1\",\"t\":1.5,\"ts\":1767322800},{\"id\":\"h1\",\"h\":40},{\"id\":\"s2\",\"t\":2}]}");

        assertThat(events).extracting(Event::deviceName).containsExactly("s1", "h1", "s2");
        assertThat(events).flatExtracting(Incoming::words).containsExactly("t=1.5", "h=40", "t=2");
        assertThat(events.getFirst().origin()).isEqualTo(1_767_322_800_000_000_000L);
    }

    @Test
    void what_cannot_be_used_of_a_message_is_one_dead_letter_and_the_others_are_taken() {
        Outcome.Used used = gateway.used(
                "gw/batch",
                "{\"sensors\":[{\"id\":\"s1\",\"t\":1},{\"id\":\"xx\",\"t\":1},{\"t\":1},{\"id\":\"s2\",\"t\":\"hot\"},7]}");

        assertThat(used.events()).extracting(Event::deviceName).containsExactly("s1");
        assertThat(used.letters()).singleElement().satisfies(letter -> {
            assertThat(letter.reason()).isEqualTo("unknown-device");
            assertThat(letter.detail()).contains("'xx'", "no name of a device", "hot", "t at '/t'");
        });
    }

    @Test
    void members_of_an_object_are_devices_by_their_key() {
        String all = "topic: fleet, each: \"\", device: \"{key}\"";
        Incoming fleet = Incoming.of(
                List.of(device("bike 1", "bike"), device("자전거 2", "bike")),
                Incoming.profile("bike", "battery Int32 { " + all + " }", "locked Bool { " + all + " }"));

        List<Event> events =
                fleet.events("fleet", "{\"bike 1\":{\"battery\":80,\"locked\":true},\"자전거 2\":{\"battery\":20}}");

        assertThat(events).extracting(Event::deviceName).containsExactly("bike 1", "자전거 2");
        assertThat(events).flatExtracting(Incoming::words).containsExactly("battery=80", "locked=true", "battery=20");
    }

    @Test
    void samples_of_one_device_are_events_with_ids_and_origins_of_their_own() {
        Incoming incoming = Incoming.d("v Int32 { topic: \"t/{device}\", each: /samples, pointer: \"\" }");

        List<Event> events = incoming.events("t/d", "{\"samples\":[1,2,3]}");

        assertThat(events).flatExtracting(Incoming::words).containsExactly("v=1", "v=2", "v=3");
        assertThat(events)
                .extracting(Event::origin)
                .containsExactly(Incoming.ARRIVAL, Incoming.ARRIVAL + 1, Incoming.ARRIVAL + 2);
        assertThat(events).extracting(Event::id).doesNotHaveDuplicates();
        assertThat(events.getFirst().id())
                .isEqualTo(EventId.of("d", Incoming.ARRIVAL).toString());
        assertThat(incoming.events("t/d", "{\"samples\":[1,2,3]}"))
                .extracting(Event::id)
                .isEqualTo(events.stream().map(Event::id).toList());
    }

    @Test
    void a_part_may_name_its_resource_and_the_top_of_the_message_the_time() {
        String senml = "topic: \"s/{device}\", each: /e, only: /n, pointer: /v, time: ^/bt, timeFormat: unix-s";
        Incoming incoming = Incoming.d(
                "temp Float64 { " + senml + " }",
                "humidity Float64 { " + senml.replace("only: /n", "only: /n=hum") + " }");

        List<Event> events = incoming.events(
                "s/d",
                "{\"bt\":1767322800,\"e\":[{\"n\":\"temp\",\"v\":21.5},{\"n\":\"hum\",\"v\":40},{\"n\":\"other\",\"v\":1}]}");

        assertThat(events).flatExtracting(Incoming::words).containsExactly("temp=21.5", "humidity=40");
        assertThat(events).extracting(Event::sourceName).containsExactly("temp", "humidity");
        assertThat(events).extracting(Event::origin).containsOnly(1_767_322_800_000_000_000L);
        assertThat(events).extracting(Event::id).doesNotHaveDuplicates();
    }

    @Test
    void a_message_may_have_values_for_all_beside_its_parts() {
        Incoming incoming = Incoming.d(
                "battery Int32 { topic: \"t/{device}\", pointer: /battery }",
                "v Int32 { topic: \"t/{device}\", each: /samples, pointer: /v }");

        assertThat(incoming.events("t/d", "{\"battery\":77,\"samples\":[{\"v\":1},{\"v\":2}]}"))
                .flatExtracting(Incoming::words)
                .containsExactly("battery=77", "v=1", "v=2");
    }

    @Test
    void what_cannot_be_divided_is_dead_lettered() {
        assertThat(gateway.letter("gw/batch", "{}").reason()).isEqualTo("no-value");
        assertThat(gateway.letter("gw/batch", "{\"sensors\":5}").reason()).isEqualTo("wrong-type");
        assertThat(gateway.letter("gw/batch", "nonsense").reason()).isEqualTo("not-json");
        assertThat(gateway.letter("gw/batch", "").reason()).isEqualTo("empty");
        DeadLetter tooMany = gateway.letter("gw/batch", "{\"sensors\":[" + "1,".repeat(10_000) + "1]}");
        assertThat(tooMany.reason()).isEqualTo("too-large");
        assertThat(tooMany.detail()).contains("10000", "max-parts");
    }

    @Test
    void an_empty_array_is_nothing_wrong() {
        assertThat(gateway.take("gw/batch", "{\"sensors\":[]}".getBytes())).isInstanceOf(Outcome.Ignored.class);
    }

    @Test
    void parts_of_other_devices_are_not_taken_for_those_of_a_device_with_a_topic_of_its_own() {
        Incoming own = Incoming.of(
                List.of(device("s1", "thermo", java.util.Map.of("topic", "gw/mine")), device("s2", "thermo")),
                Incoming.profile("thermo", "t Float64 { " + SENSOR + ", pointer: /t }"));

        assertThat(own.index().find("gw/mine")).isNotInstanceOf(io.hearth.device.mapping.Match.Bound.class);
        assertThat(own.events("gw/batch", "{\"sensors\":[{\"id\":\"s1\",\"t\":1},{\"id\":\"s2\",\"t\":2}]}"))
                .extracting(Event::deviceName)
                .containsExactly("s1", "s2");
    }
}
