package io.hearth.device.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.hearth.device.Incoming;
import io.hearth.device.Samples;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages of devices that another instance of the device service has, on topics that both hear. */
class BesideTest {
    private static final String GATEWAY =
            Incoming.profile("p", "v Int32 { topic: \"gw\", each: \"\", device: \"/id\", pointer: \"/v\" }");
    private static final String OWN_TOPIC =
            Incoming.profile("own", "level Int32 { topic: \"incoming/data/{device}\" }");

    private final Incoming home = Incoming.of(
                    List.of(Samples.device("livingroom", "room-thermometer"), Samples.device("boiler", "boiler")),
                    Samples.THERMOMETER,
                    Samples.BOILER)
            .beside(
                    List.of(
                            Samples.device("attic", "room-thermometer"),
                            Samples.device("stove", "boiler"),
                            Samples.device("tank", "own")),
                    Samples.THERMOMETER,
                    Samples.BOILER,
                    OWN_TOPIC);

    private Outcome take(String topic, String payload) {
        return home.take(topic, payload.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({
        "home/attic/temperature, 18", // by a mapping that both have
        "home/attic/temperature, no number", // which is for the other to say
        "incoming/data/attic/temperature, 18", // by EdgeX's topic
        "incoming/data/attic/nothing, 18", // which the other puts aside
        "incoming/data/tank, 18", // by a mapping that only the other has
        "home/stove/control, {}" // its command, as it went by
    })
    void are_passed_over_and_nobody_is_unknown(String topic, String payload) {
        assertThat(take(topic, payload)).isEqualTo(new Outcome.Ignored("another-service"));
        assertThat(home.strangers()).isEmpty();
    }

    @Test
    void ours_are_read_as_ever() {
        assertThat(home.readings("home/livingroom/temperature", "18.5")).containsExactly("temperature=18.5");
    }

    @Test
    void a_device_that_nobody_has_is_put_aside_as_ever() {
        assertThat(home.letter("home/cellar/temperature", "18").reason()).isEqualTo("unknown-device");
        assertThat(home.strangers()).containsExactly("cellar on home/cellar/temperature");
    }

    @Test
    void of_a_gateway_s_message_each_service_takes_the_parts_of_its_devices() {
        Incoming ours = Incoming.of(List.of(Samples.device("a", "p")), GATEWAY)
                .beside(List.of(Samples.device("b", "p")), GATEWAY);

        assertThat(ours.readings("gw", "[{\"id\":\"a\",\"v\":1},{\"id\":\"b\",\"v\":2}]"))
                .containsExactly("v=1");
        assertThat(ours.take("gw", "[{\"id\":\"b\",\"v\":2}]".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(Outcome.Ignored.class);
        assertThat(ours.strangers()).isEmpty();
    }

    @Test
    void a_part_of_nobody_is_put_aside_by_both() {
        Incoming ours = Incoming.of(List.of(Samples.device("a", "p")), GATEWAY)
                .beside(List.of(Samples.device("b", "p")), GATEWAY);

        assertThat(ours.used("gw", "[{\"id\":\"b\",\"v\":2},{\"id\":\"c\",\"v\":3}]"))
                .asInstanceOf(type(Outcome.Used.class))
                .satisfies(used -> assertThat(used.letters().getFirst().detail())
                        .contains("'c'")
                        .doesNotContain("'b'"));
        assertThat(ours.strangers()).containsExactly("c on gw");
    }
}
