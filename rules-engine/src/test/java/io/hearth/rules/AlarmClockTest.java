package io.hearth.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hearth.rules.fault.Faults;
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
                new AlarmClock(Duration.ofMillis(5), () -> true, List.of(breaks, others::incrementAndGet))) {
            clock.start();

            await().until(() -> others.get() > 3);
            assertThat(Faults.failing().orElseThrow()).contains("alarm-clock", "unforeseen");

            broken.set(false);
            await().until(() -> Faults.failing().isEmpty());
        }
    }
}
