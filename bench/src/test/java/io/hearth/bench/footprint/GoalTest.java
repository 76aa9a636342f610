package io.hearth.bench.footprint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is said of a figure beside its goal. */
class GoalTest {
    private final Goal goal = new Goal(1.2, 120);

    @Test
    void a_figure_that_is_just_the_goal_reaches_it() {
        assertThat(goal.judge(1.2, 120)).isEqualTo("1.2 s, 120 MiB: reached");
    }

    @Test
    void by_how_much_each_is_missed_is_said() {
        assertThat(goal.judge(1.45, 119)).isEqualTo("1.2 s, 120 MiB: missed by 0.25 s");
        assertThat(goal.judge(1, 120.2)).isEqualTo("1.2 s, 120 MiB: missed by 1 MiB");
        assertThat(goal.judge(1.3, 131)).isEqualTo("1.2 s, 120 MiB: missed by 0.10 s and 11 MiB");
    }
}
