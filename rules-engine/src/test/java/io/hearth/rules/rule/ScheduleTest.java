package io.hearth.rules.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static Schedule daily(String from, String to) {
        return new Schedule(EnumSet.allOf(DayOfWeek.class), LocalTime.parse(from), LocalTime.parse(to), BERLIN);
    }

    private static Instant berlin(String local) {
        return LocalDateTime.parse(local).atZone(BERLIN).toInstant();
    }

    @ParameterizedTest(name = "{2} is within {0} to {1}: {3}")
    @CsvSource({
        "08:00, 17:00, 2026-01-01T07:59:59, false",
        "08:00, 17:00, 2026-01-01T08:00:00, true",
        "08:00, 17:00, 2026-01-01T16:59:59, true",
        "08:00, 17:00, 2026-01-01T17:00:00, false",
        "22:00, 06:00, 2026-01-01T23:00:00, true",
        "22:00, 06:00, 2026-01-01T05:59:59, true",
        "22:00, 06:00, 2026-01-01T06:00:00, false",
        "00:00, 00:00, 2026-01-01T12:00:00, true",
    })
    void its_beginning_is_within_and_its_end_is_not(String from, String to, String local, boolean within) {
        assertThat(daily(from, to).contains(berlin(local))).isEqualTo(within);
    }

    @Test
    void a_night_belongs_to_the_day_on_which_it_begins() {
        Schedule fridayNight =
                new Schedule(Set.of(DayOfWeek.FRIDAY), LocalTime.parse("22:00"), LocalTime.parse("06:00"), BERLIN);

        assertThat(fridayNight.contains(berlin("2026-01-02T23:00"))).isTrue();
        assertThat(fridayNight.contains(berlin("2026-01-03T05:00"))).isTrue();
        assertThat(fridayNight.contains(berlin("2026-01-02T05:00"))).isFalse();
        assertThat(fridayNight.nextEdge(berlin("2026-01-03T06:00"))).isEqualTo(berlin("2026-01-09T22:00"));
    }

    @Test
    void a_day_on_which_the_clocks_are_put_forward_is_an_hour_shorter() {
        Instant begin = berlin("2026-03-29T00:00");

        Instant end = daily("00:00", "06:00").nextEdge(begin);

        assertThat(Duration.between(begin, end)).isEqualTo(Duration.ofHours(5));
    }

    @Test
    void what_begins_in_the_hour_that_is_left_out_begins_when_the_clocks_are_put_forward() {
        Schedule skipped = daily("02:30", "04:00");

        assertThat(skipped.nextEdge(berlin("2026-03-29T01:00"))).isEqualTo(berlin("2026-03-29T03:00"));
        assertThat(skipped.contains(berlin("2026-03-29T03:10"))).isTrue();
    }

    @Test
    void an_hour_that_comes_twice_begins_and_ends_with_the_first() {
        Schedule twice = daily("02:15", "02:45");
        Instant first = Instant.parse("2026-10-25T00:15:00Z");

        assertThat(twice.nextEdge(first.minusSeconds(1))).isEqualTo(first);
        assertThat(twice.nextEdge(first)).isEqualTo(first.plus(Duration.ofMinutes(30)));
        assertThat(twice.contains(first.plus(Duration.ofHours(1)))).isFalse();
    }

    @Test
    void a_whole_week_has_edges_where_nothing_changes() {
        Schedule always = daily("00:00", "00:00");

        for (int hour = 0; hour < 24 * 8; hour++) {
            assertThat(always.contains(berlin("2026-03-25T00:00").plus(Duration.ofHours(hour))))
                    .isTrue();
        }
    }
}
