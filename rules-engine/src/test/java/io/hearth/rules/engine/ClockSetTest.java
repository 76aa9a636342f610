package io.hearth.rules.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.rules.Given;
import io.hearth.rules.limit.Quantity;
import io.hearth.rules.rule.KnownRule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Clocks that are set while rules run. */
class ClockSetTest {
    private static final long DAY = 86_400;

    private final Watching watching = new Watching();

    private static KnownRule paced() {
        return Given.known(Given.rule("""
                {"name": "cold", "minOff": "1m",
                 "when": {"device": "livingroom", "resource": "temperature", "below": 20, "onDelay": "30s"}}"""));
    }

    private List<String> passTo(long second) {
        watching.clock().to(Given.NOW.plusSeconds(second));
        return watching.pass();
    }

    @Test
    void after_a_clock_that_was_ahead_is_set_right_readings_count_again() {
        Sample fromNextWeek = Given.sample(7 * 86_400, Quantity.of(21));
        KnownRule cold = Watching.below("20");
        String normal = "NORMAL " + Given.EPOCH;
        watching.evaluator()
                .load(
                        List.of(cold),
                        new Stored(
                                Map.of(cold.watch(), normal),
                                Map.of(Given.LIVINGROOM, fromNextWeek),
                                Optional.of(Given.NOW)));

        assertThat(watching.see(1, "19")).containsExactly("NORMAL>ACTIVE");
    }

    @Test
    void a_clock_that_is_set_back_keeps_no_rule_waiting_until_its_time_comes_again() {
        watching.put(paced());
        watching.clock().to(Given.NOW.plusSeconds(DAY));
        watching.see(DAY, "19");
        assertThat(passTo(DAY + 30)).containsExactly("PENDING>ACTIVE");
        watching.see(DAY + 31, "21");
        watching.clock().to(Given.NOW.plusSeconds(100));

        assertThat(watching.see(100, "19")).containsExactly("NORMAL>PENDING");

        assertThat(passTo(159)).isEmpty();
        assertThat(passTo(160)).containsExactly("PENDING>ACTIVE");
        assertThat(watching.see(170, "21")).containsExactly("ACTIVE>NORMAL");
    }

    @Test
    void a_hold_that_runs_when_the_clock_is_set_back_ends_after_its_time() {
        watching.put(paced());
        watching.clock().to(Given.NOW.plusSeconds(DAY));
        watching.see(DAY, "19");

        assertThat(passTo(100)).isEmpty();

        assertThat(passTo(130)).containsExactly("PENDING>ACTIVE");
    }

    @Test
    void a_start_after_a_clock_that_was_ahead_keeps_no_rule_waiting() {
        KnownRule cold = paced();
        long ahead = Given.EPOCH + DAY * Given.SECOND;
        watching.evaluator()
                .load(
                        List.of(cold),
                        new Stored(
                                Map.of(cold.watch(), "NORMAL " + ahead + " cleared=" + ahead),
                                Map.of(Given.LIVINGROOM, Given.sample(DAY, Quantity.of(21))),
                                Optional.of(Given.NOW.plusSeconds(DAY))));

        assertThat(watching.see(1, "19")).containsExactly("NORMAL>PENDING");

        assertThat(passTo(61)).containsExactly("PENDING>ACTIVE");
    }
}
