package io.hearth.device.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.contracts.event.DeadLetter;
import io.hearth.contracts.event.Event;
import io.hearth.contracts.metadata.Device;
import io.hearth.device.Incoming;
import io.hearth.device.Samples;
import io.hearth.device.reading.PayloadDecoder;
import io.hearth.device.reading.PayloadLimits;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A message of which some was used and some was not is read again for the rest, however often. */
class PartialReplayTest {
    private static final String SENSOR = "topic: gw/batch, each: /sensors, device: /id";
    private static final String PROFILE = Incoming.profile(
            "thermo", "t Float64 { " + SENSOR + ", pointer: /t }", "h Int32 { " + SENSOR + ", pointer: /h }");

    private static List<Device> devices(String... names) {
        return List.of(names).stream()
                .map(name -> Samples.device(name, "thermo"))
                .toList();
    }

    private static List<String> words(List<Event> events) {
        return events.stream()
                .map(event -> event.deviceName() + " " + Incoming.words(event))
                .toList();
    }

    @Test
    void a_device_that_was_not_known_has_its_readings_and_the_others_have_theirs_once() {
        Incoming gateway = Incoming.of(devices("s1"), PROFILE);
        Outcome.Used first = gateway.used(
                "gw/batch",
                "{\"sensors\":[{\"id\":\"s1\",\"t\":1},{\"id\":\"s2\",\"t\":2},{\"id\":\"s3\",\"t\":3},{\"id\":\"s1\",\"t\":4}]}");
        assertThat(words(first.events())).containsExactly("s1 [t=1]", "s1 [t=4]");

        gateway.become(devices("s1", "s2"), PROFILE);
        Outcome.Used second = (Outcome.Used) gateway.again(first.letters().getFirst());
        assertThat(words(second.events())).containsExactly("s2 [t=2]");
        assertThat(second.events().getFirst().origin()).isEqualTo(Incoming.ARRIVAL);
        assertThat(second.letters()).singleElement().satisfies(letter -> assertThat(letter.detail())
                .contains("'s3'")
                .doesNotContain("'s2'"));

        gateway.become(devices("s1", "s2", "s3"), PROFILE);
        Outcome.Used third = (Outcome.Used) gateway.again(second.letters().getFirst());
        assertThat(words(third.events())).containsExactly("s3 [t=3]");
        assertThat(third.letters()).isEmpty();
    }

    @Test
    void a_value_that_can_be_read_now_is_an_event_of_its_own_beside_the_one_that_was_there() {
        Incoming gateway = Incoming.of(devices("s1"), PROFILE);
        String payload =
                "{\"sensors\":[{\"id\":\"s1\",\"t\":1,\"h\":\"40 %\"},{\"id\":\"s1\",\"t\":2,\"h\":\"41 %\"}]}";
        Outcome.Used first = gateway.used("gw/batch", payload);
        assertThat(words(first.events())).containsExactly("s1 [t=1]", "s1 [t=2]");

        gateway.become(devices("s1"), PROFILE.replace("valueType: Int32", "valueType: String"));
        Outcome.Used second = (Outcome.Used) gateway.again(first.letters().getFirst());

        assertThat(words(second.events())).containsExactly("s1 [h=40 %]", "s1 [h=41 %]");
        assertThat(second.events()).extracting(Event::origin).containsExactly(Incoming.ARRIVAL, Incoming.ARRIVAL + 1);
        List<Event> all = new ArrayList<>(first.events());
        all.addAll(second.events());
        assertThat(all).extracting(Event::id).doesNotHaveDuplicates();
        assertThat(((Outcome.Used) gateway.again(first.letters().getFirst())).events())
                .as("a replay that comes twice")
                .isEqualTo(second.events());
    }

    @Test
    void parts_that_are_mended_one_after_the_other_are_different_events() {
        Incoming gateway = Incoming.of(devices("s1"), PROFILE);
        Outcome.Used first = gateway.used(
                "gw/batch",
                "{\"sensors\":[{\"id\":\"s1\",\"t\":1},{\"id\":\"s1\",\"t\":\"2.5.0\"},{\"id\":\"s1\",\"t\":\"3.5\",\"h\":\"x\"}]}");
        String text = PROFILE.replace("valueType: Float64", "valueType: String");
        gateway.become(devices("s1"), text);
        Outcome.Used second = (Outcome.Used) gateway.again(first.letters().getFirst());
        gateway.become(devices("s1"), text.replace("valueType: Int32", "valueType: String"));
        Outcome.Used third = (Outcome.Used) gateway.again(second.letters().getFirst());

        List<Event> all = new ArrayList<>(first.events());
        all.addAll(second.events());
        all.addAll(third.events());
        assertThat(words(all)).containsExactlyInAnyOrder("s1 [t=1]", "s1 [t=3.5]", "s1 [t=2.5.0]", "s1 [h=x]");
        assertThat(all).extracting(Event::id).doesNotHaveDuplicates();
    }

    @Test
    void what_still_cannot_be_used_is_a_letter_again_and_nothing_is_stored_twice() {
        Incoming gateway = Incoming.of(devices("s1"), PROFILE);
        DeadLetter letter = gateway.used("gw/batch", "{\"sensors\":[{\"id\":\"s1\",\"t\":1},{\"id\":\"s2\",\"t\":2}]}")
                .letters()
                .getFirst();

        Outcome.Used again = (Outcome.Used) gateway.again(letter);

        assertThat(again.events()).isEmpty();
        assertThat(again.letters()).containsExactly(letter);
    }

    @Test
    void what_was_used_of_a_thousand_parts_is_told_in_less_than_a_kilobyte() {
        Incoming gateway = Incoming.of(devices("s1"), PROFILE);
        String parts = IntStream.range(0, 1_000)
                .mapToObj(i -> "{\"id\":\"" + (i * i % 7 < 3 ? "s1" : "x") + "\",\"t\":1}")
                .collect(Collectors.joining(","));

        DeadLetter letter = gateway.used("gw/batch", "{\"sensors\":[" + parts + "]}")
                .letters()
                .getFirst();

        assertThat(letter.used()).hasSizeBetween(20, 1000);
        assertThat(UsedValues.of(letter.used()).text()).isEqualTo(letter.used());
    }

    @Test
    void where_that_does_not_fit_into_a_letter_the_message_is_not_kept_whole_and_so_not_replayed() {
        Incoming values = Incoming.d("v Int32 { topic: \"t/{device}\", each: \"\", pointer: \"\" }");
        PayloadDecoder decoder = new PayloadDecoder(new PayloadLimits(1000, 20));
        Conversions conversions = new Conversions(true, (device, why) -> {});
        Intake narrow = new Intake(values::index, decoder, 20, units -> units, conversions, "default");

        DeadLetter letter = ((Outcome.Used) narrow.take(
                        new DeviceMessage("t/d", "[1,\"x\",3]".getBytes(), 0, false, OptionalLong.empty(), () -> {}),
                        1))
                .letters()
                .getFirst();

        assertThat(letter.payloadSize()).isEqualTo(9);
        assertThat(Base64.getDecoder().decode(letter.payload())).hasSize(8);
    }
}
