package io.hearth.command.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RememberedTest {
    private final Remembered<String> remembered = new Remembered<>(2, Duration.ofHours(1));

    @Test
    void what_was_answered_is_not_asked_for_again() {
        assertThat(remembered.of("boiler", () -> "first")).isEqualTo("first");
        assertThat(remembered.of("boiler", () -> "second")).isEqualTo("first");
    }

    @Test
    void what_changes_while_it_is_asked_for_is_not_remembered() {
        remembered.of("boiler", () -> {
            remembered.forget("boiler");
            return "from before the change";
        });

        assertThat(remembered.of("boiler", () -> "anew")).isEqualTo("anew");
    }

    @Test
    void a_failure_is_not_remembered() {
        assertThatThrownBy(() -> remembered.of("boiler", () -> {
                    throw new IllegalStateException("away");
                }))
                .hasMessage("away");

        assertThat(remembered.of("boiler", () -> "back")).isEqualTo("back");
    }

    @Test
    void what_is_forgotten_is_asked_for_again() {
        remembered.of("boiler", () -> "first");
        remembered.of("pump", () -> "first");

        remembered.forget("boiler");

        assertThat(remembered.of("boiler", () -> "second")).isEqualTo("second");
        assertThat(remembered.of("pump", () -> "second")).isEqualTo("first");
        remembered.forgetAll();
        assertThat(remembered.of("pump", () -> "third")).isEqualTo("third");
    }
}
