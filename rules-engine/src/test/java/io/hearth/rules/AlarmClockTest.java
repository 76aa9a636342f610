package io.hearth.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hearth.rules.fault.Faults;
import io.hearth.rules.store.Share;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AlarmClockTest {
    @Test
    void an_error_of_one_work_ends_neither_the_clock_nor_the_others_and_is_seen_until_it_is_over() {
        AtomicBoolean broken = new AtomicBoolean(true);
        AtomicInteger others = new AtomicInteger();
        Runnable breaks = () -> {
            if (broken.get()) {
                throw new AssertionError("unforeseen");
            }
        };
        try (AlarmClock clock =
                new AlarmClock(Duration.ofMillis(5), Share.ALL, () -> true, List.of(breaks, others::incrementAndGet))) {
            clock.start();

            await().until(() -> others.get() > 3);
            assertThat(Faults.failing().orElseThrow()).contains("alarm-clock", "unforeseen");

            broken.set(false);
            await().until(() -> Faults.failing().isEmpty());
        }
    }

    @Test
    void an_error_at_one_share_is_not_over_while_another_goes_on_but_when_the_share_goes_elsewhere() {
        Runnable breaks = () -> {
            throw new AssertionError("unforeseen");
        };
        AtomicInteger others = new AtomicInteger();
        AlarmClock broken = new AlarmClock(Duration.ofMillis(5), new Share(0, 2), () -> true, List.of(breaks));
        try (broken;
                AlarmClock other = new AlarmClock(
                        Duration.ofMillis(5), new Share(1, 2), () -> true, List.of(others::incrementAndGet))) {
            broken.start();
            await().until(() -> Faults.failing().isPresent());
            other.start();

            await().until(() -> others.get() > 3);
            assertThat(Faults.failing().orElseThrow()).contains("alarm-clock:0");
        }
        assertThat(Faults.failing()).isEmpty();
    }
}
