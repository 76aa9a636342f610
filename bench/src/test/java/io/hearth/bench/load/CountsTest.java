package io.hearth.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CountsTest {
    private static final OptionalLong NOBODY = OptionalLong.empty();

    @Test
    void counts_that_agree_are_no_reason_for_a_run_to_be_void() {
        assertThat(new Counts(10, 10, 10, 3, OptionalLong.of(3), OptionalLong.of(3), 0, 0, "").disagreement())
                .isEmpty();
    }

    @Test
    void what_nobody_counts_cannot_disagree() {
        assertThat(new Counts(10, 10, 10, 3, NOBODY, NOBODY, 0, 0, "").disagreement())
                .isEmpty();
    }

    @Test
    void an_acknowledged_reading_that_is_not_stored_makes_a_run_void() {
        assertThat(new Counts(10, 9, 9, 0, NOBODY, NOBODY, 0, 0, "").disagreement())
                .hasValue("10 readings were acknowledged, 9 stored");
    }

    @Test
    void a_reading_that_is_stored_twice_makes_a_run_void() {
        assertThat(new Counts(10, 10, 11, 0, NOBODY, NOBODY, 0, 0, "").disagreement())
                .hasValue("10 readings were said to be stored, 11 kept");
    }

    @Test
    void a_rule_that_did_not_fire_and_a_command_that_did_not_come_make_a_run_void() {
        assertThat(new Counts(10, 10, 10, 3, OptionalLong.of(2), OptionalLong.of(1), 0, 0, "").disagreement())
                .hasValue("3 readings had to fire a rule, 2 did; 3 readings had to bring a command, 1 commands came");
    }

    @Test
    void commands_that_newer_ones_overtook_need_not_come_and_must_not_come_either() {
        assertThat(new Counts(10, 10, 10, 3, OptionalLong.of(3), OptionalLong.of(1), 2, 0, "").disagreement())
                .isEmpty();
        assertThat(new Counts(10, 10, 10, 3, OptionalLong.of(3), OptionalLong.of(2), 2, 0, "").disagreement())
                .hasValue("3 readings had to bring a command, 4 commands came or were overtaken");
    }

    @Test
    void a_watched_reading_that_was_not_seen_and_a_command_that_came_unasked_make_a_run_void() {
        assertThat(new Counts(10, 10, 10, 0, NOBODY, NOBODY, 0, 1, "a command came unasked").disagreement())
                .hasValue("1 watched readings were not seen to be stored; a command came unasked");
    }
}
