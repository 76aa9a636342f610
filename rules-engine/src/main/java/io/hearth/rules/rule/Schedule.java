package io.hearth.rules.rule;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
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
    private static final int DAYS_AHEAD = 8;

    /** Keeps a copy of the days. */
    public Schedule {
        days = Set.copyOf(days);
    }

    /** Whether a time is within. */
    public boolean contains(Instant time) {
        LocalDate today = time.atZone(zone).toLocalDate();
        // One that began yesterday may still last, and where clocks are set, a day's limits are not where they seem.
        for (int day = -2; day <= 1; day++) {
            LocalDate date = today.plusDays(day);
            if (days.contains(date.getDayOfWeek()) && !time.isBefore(begin(date)) && time.isBefore(end(date))) {
                return true;
            }
        }
        return false;
    }

    /** The next time at which one begins or ends, after this one. */
    public Instant nextEdge(Instant time) {
        LocalDate today = time.atZone(zone).toLocalDate();
        Instant next = Instant.MAX;
        for (int day = -2; day <= DAYS_AHEAD; day++) {
            LocalDate date = today.plusDays(day);
            if (days.contains(date.getDayOfWeek())) {
                next = sooner(next, begin(date), time);
                next = sooner(next, end(date), time);
            }
        }
        return next;
    }

    private static Instant sooner(Instant next, Instant edge, Instant after) {
        return edge.isAfter(after) && edge.isBefore(next) ? edge : next;
    }

    private Instant begin(LocalDate date) {
        return instant(date.atTime(from));
    }

    private Instant end(LocalDate date) {
        return instant((to.isAfter(from) ? date : date.plusDays(1)).atTime(to));
    }

    /** A time that the clocks leave out is when they are put forward; one that they show twice is the first of both. */
    private Instant instant(LocalDateTime local) {
        ZoneOffsetTransition change = zone.getRules().getTransition(local);
        return change != null && change.isGap()
                ? change.getInstant()
                : local.atZone(zone).toInstant();
    }
}
