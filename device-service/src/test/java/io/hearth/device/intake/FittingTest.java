package io.hearth.device.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.device.mapping.MappingRules;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Devices that are there need more subscriptions than their broker allows. */
class FittingTest {
    @TempDir
    Path dir;

    @Test
    void what_is_listened_to_in_any_case_fits_then_what_did_before_and_the_others_are_named() {
        Fitting first = Fitting.NOTHING.next(List.of("z/listened"), Set.of("z/listened", "b", "c"), 3);
        assertThat(first.fitting()).containsExactlyInAnyOrder("z/listened", "b", "c");
        assertThat(first.leftOver()).isEmpty();

        Fitting then = first.next(List.of("z/listened"), Set.of("z/listened", "a", "b", "c", "d"), 3);

        assertThat(then.fitting()).containsExactlyInAnyOrder("z/listened", "b", "c");
        assertThat(then.leftOver()).containsExactly("a", "d");
        assertThat(then.next(List.of("z/listened"), Set.of("z/listened", "a", "b"), 3)
                        .fitting())
                .containsExactlyInAnyOrder("z/listened", "a", "b");
    }

    @Test
    void the_trouble_says_which_broker_has_no_room_for_what() {
        BrokerSettings settings = new BrokerSettings(
                MappingRules.DEFAULT_BROKER,
                HivemqBrokerTest.config(1883, dir, "hearth.device.mqtt.limits", "aws-iot")
                        .mqtt());

        assertThat(new Fitting(Set.of("a"), Set.of()).trouble(settings)).isEmpty();
        assertThat(new Fitting(Set.of("a"), Set.of("b")).trouble(settings))
                .isEqualTo(
                        "the devices' broker at 127.0.0.1:1883 (aws-iot) would have 2 subscriptions, allowed are 50: "
                                + "no room for [b]");
    }
}
