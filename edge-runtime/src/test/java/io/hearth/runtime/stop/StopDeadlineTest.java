package io.hearth.runtime.stop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a stop waits for is over in one time, however many steps it has. */
class StopDeadlineTest {
    private static final Duration STEP = Duration.ofSeconds(5);

    private static void stop(Duration whole) {
        StopDeadline process = new StopDeadline(whole, Optional.empty());
        process.starts(new StartupEvent());
        process.stops(new ShutdownEvent());
    }

    @AfterEach
    void nothing_stops() {
        StopDeadline.forget();
    }

    @Test
    void a_step_has_its_own_time_while_the_process_does_not_stop() {
        assertThat(StopDeadline.atMost(STEP)).isEqualTo(STEP);
        assertThat(StopDeadline.isOver()).isFalse();
    }

    @Test
    void a_step_has_what_is_left_when_that_is_less_than_its_own_time() {
        stop(Duration.ofSeconds(60));
        assertThat(StopDeadline.atMost(STEP)).isEqualTo(STEP);

        stop(Duration.ofSeconds(2));
        assertThat(StopDeadline.atMost(STEP)).isBetween(Duration.ofMillis(1), Duration.ofSeconds(2));
        assertThat(StopDeadline.isOver()).isFalse();
    }

    @Test
    void a_step_has_a_moment_when_nothing_is_left() {
        stop(Duration.ofMillis(1));

        await().until(StopDeadline::isOver);
        assertThat(StopDeadline.atMost(STEP)).isEqualTo(Duration.ofMillis(1));
    }

    @Test
    void a_second_beginning_gives_no_more_time() {
        StopDeadline process = new StopDeadline(Duration.ofMillis(1), Optional.empty());
        process.starts(new StartupEvent());
        process.stops(new ShutdownEvent());
        await().until(StopDeadline::isOver);

        process.stops(new ShutdownEvent());

        assertThat(StopDeadline.isOver()).isTrue();
    }

    @Test
    void one_that_leaves_no_time_is_refused_by_its_name() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StopDeadline(Duration.ZERO, Optional.empty()))
                .withMessage("hearth.stop-timeout is 0 ms, allowed is 1 ms or more");
    }

    @Test
    void one_that_http_requests_alone_may_use_up_is_refused_with_both_settings() {
        Duration requests = Duration.ofSeconds(5);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StopDeadline(requests, Optional.of(requests)))
                .withMessageStartingWith(
                        "hearth.stop-timeout is 5000 ms, allowed is more than quarkus.shutdown.timeout, which is 5000 ms");
    }

    @Test
    void without_a_signal_it_begins_before_http_requests_are_waited_for() {
        StopDeadline process = new StopDeadline(Duration.ofMillis(1), Optional.empty());
        process.starts(new StartupEvent());

        process.begins(new ShutdownDelayInitiatedEvent());

        await().until(StopDeadline::isOver);
        process.stops(new ShutdownEvent());
    }

    /** A process that is told to stop just before it has started. */
    static final class ToldWhileItStarts {
        public static void main(String[] none) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                new StopDeadline(Duration.ofMinutes(1), Optional.empty()).starts(new StartupEvent());
                System.out.println("left of an hour: "
                        + StopDeadline.atMost(Duration.ofHours(1)).toMinutes());
            }));
        }
    }

    @Test
    void a_process_that_is_told_to_stop_while_it_starts_has_begun_to() throws Exception {
        Process told = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ToldWhileItStarts.class.getName())
                .redirectErrorStream(true)
                .start();

        assertThat(told.inputReader().lines())
                .contains("left of an hour: 0")
                .noneMatch(line -> line.contains("Exception"));
    }
}
