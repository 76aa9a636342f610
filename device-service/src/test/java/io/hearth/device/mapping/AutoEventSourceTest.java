package io.hearth.device.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.device.Samples;
import org.junit.jupiter.api.Test;

class AutoEventSourceTest {
    private static final MappedProfile BOILER = Samples.mapped(Samples.BOILER);

    @Test
    void a_pattern_reads_what_it_matches() {
        assertThat(AutoEventSource.of(BOILER, "cur.*"))
                .hasValueSatisfying(source -> assertThat(source.reads()).containsExactly("current"));
        assertThat(AutoEventSource.problem(BOILER, "cur.*")).isEmpty();
    }

    @Test
    void a_pattern_that_would_fill_the_memory_matches_nothing_and_is_a_problem() {
        String huge = "((.{0,1000}){0,1000}){0,1000}";
        assertThat(AutoEventSource.of(BOILER, huge)).isEmpty();
        assertThat(AutoEventSource.problem(BOILER, huge))
                .hasValueSatisfying(why -> assertThat(why).contains("as a pattern it has more than 2000 steps"));
    }

    @Test
    void a_pattern_that_is_too_long_matches_nothing_and_is_a_problem() {
        String lengthy = "current|" + "x".repeat(1000);
        assertThat(AutoEventSource.of(BOILER, lengthy)).isEmpty();
        assertThat(AutoEventSource.problem(BOILER, lengthy))
                .hasValueSatisfying(why -> assertThat(why).contains("is longer than 1000 characters"));
    }

    @Test
    void what_is_no_pattern_is_a_problem_that_says_so() {
        assertThat(AutoEventSource.problem(BOILER, "("))
                .hasValueSatisfying(why -> assertThat(why).contains("no readable", "no regular expression"));
        assertThat(AutoEventSource.problem(BOILER, "nothing.*"))
                .contains("'nothing.*' is no readable command or resource, nor a pattern of some");
    }
}
