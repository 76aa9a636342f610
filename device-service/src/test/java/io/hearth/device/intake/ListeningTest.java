package io.hearth.device.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/brokers.md: which broker's absence makes the service not ready. */
class ListeningTest {
    private static boolean ready(List<String> away, String... inUse) {
        return new Listening(
                        away.stream().collect(Collectors.toMap(name -> name, name -> name + " is away")), Set.of(inUse))
                .ready();
    }

    @Test
    void without_the_default_broker_the_service_is_not_ready() {
        assertThat(ready(List.of(), "default", "plant")).isTrue();
        assertThat(ready(List.of("default"), "default", "plant")).isFalse();
        assertThat(ready(List.of("default"))).isFalse();
    }

    @Test
    void without_a_named_broker_it_is_as_long_as_another_has_devices_too() {
        assertThat(ready(List.of("plant"), "default", "plant")).isTrue();
        assertThat(ready(List.of("plant"), "yard", "plant")).isTrue();
        assertThat(ready(List.of("plant"))).isTrue();
        assertThat(ready(List.of("plant"), "plant")).isFalse();
        assertThat(ready(List.of("plant", "yard"), "yard", "plant")).isFalse();
    }
}
