package io.hearth.rules.rule;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;

/**
 * A time of the week that comes again.
 *
 * @param days the days on which it begins
 * @param from when it begins, included
 * @param to   when it ends, excluded; on the day after when it is not later than {@code from}, and so a whole day when both
 *             are the same
 * @param zone whose clock is meant
 */
public record Schedule(Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone) {
    /** Keeps a copy of the days. */
    public Schedule {
        days = Set.copyOf(days);
    }
}
