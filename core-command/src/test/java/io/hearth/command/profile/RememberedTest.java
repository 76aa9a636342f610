package io.hearth.command.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RememberedTest {
    private static final Duration TIME = Duration.ofSeconds(30);

    private final AtomicLong now = new AtomicLong();
    private final Queue<Runnable> beside = new ArrayDeque<>();
    private final Remembered<String> remembered = new Remembered<>(200, TIME, now::get, beside::add);

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

    @Test
    void what_is_in_use_is_asked_for_anew_before_its_time_is_over_and_nobody_waits_for_it() {
        remembered.of("boiler", () -> "first");

        after(Duration.ofSeconds(20));

        assertThat(remembered.of("boiler", () -> "second")).isEqualTo("first");
        beside.remove().run();
        after(Duration.ofSeconds(20));
        assertThat(remembered.of("boiler", () -> "third")).isEqualTo("second");
    }

    @Test
    void what_has_just_been_answered_is_not_asked_for_anew() {
        remembered.of("boiler", () -> "first");

        after(Duration.ofMillis(9_999));
        remembered.of("boiler", () -> "second");

        assertThat(beside).isEmpty();
    }

    @Test
    void what_nobody_uses_is_forgotten_in_its_time() {
        remembered.of("boiler", () -> "first");

        after(TIME);

        assertThat(remembered.of("boiler", () -> "second")).isEqualTo("second");
        assertThat(beside).isEmpty();
    }

    @Test
    void what_was_asked_for_together_is_asked_for_anew_at_different_times() {
        IntStream.range(0, 100).forEach(device -> remembered.of("boiler" + device, () -> "first"));

        after(Duration.ofSeconds(15));
        int[] asked = {0};
        IntStream.range(0, 100).forEach(device -> {
            remembered.of("boiler" + device, () -> "second");
            asked[0] += beside.size();
            beside.forEach(Runnable::run);
            beside.clear();
        });

        assertThat(asked[0]).as("in the half of their times").isBetween(10, 90);
    }

    @Test
    void one_at_a_time_is_asked_for_anew_and_the_next_when_that_is_done() {
        remembered.of("boiler", () -> "first");
        remembered.of("pump", () -> "first");
        after(Duration.ofSeconds(20));

        remembered.of("boiler", () -> "second");
        remembered.of("pump", () -> "second");
        remembered.of("boiler", () -> "second");

        assertThat(beside).hasSize(1);
        beside.remove().run();
        remembered.of("pump", () -> "second");
        beside.remove().run();
        assertThat(remembered.of("pump", () -> "third")).isEqualTo("second");
    }

    @Test
    void what_is_forgotten_while_it_is_asked_for_anew_is_not_remembered() {
        remembered.of("boiler", () -> "first");
        after(Duration.ofSeconds(20));
        remembered.of("boiler", () -> "from before the change");

        remembered.forget("boiler");
        beside.remove().run();

        assertThat(remembered.of("boiler", () -> "anew")).isEqualTo("anew");
    }

    @Test
    void what_changes_while_it_is_asked_for_anew_is_not_what_was_before() {
        remembered.of("boiler", () -> "first");
        after(Duration.ofSeconds(20));
        remembered.of("boiler", () -> "from before the change");

        remembered.forgetAll();
        remembered.of("boiler", () -> "after the change");
        beside.remove().run();

        assertThat(remembered.of("boiler", () -> "later")).isEqualTo("after the change");
    }

    @Test
    void a_failure_of_asking_anew_is_not_repeated_and_ends_nothing_before_its_time() {
        remembered.of("boiler", () -> "first");
        after(Duration.ofSeconds(20));
        remembered.of("boiler", () -> {
            throw new IllegalStateException("away");
        });
        beside.remove().run();

        assertThat(remembered.of("boiler", () -> "second")).isEqualTo("first");
        assertThat(beside).isEmpty();
        after(Duration.ofSeconds(10));
        assertThat(remembered.of("boiler", () -> "back")).isEqualTo("back");
    }

    private void after(Duration passed) {
        now.addAndGet(passed.toNanos());
    }
}
