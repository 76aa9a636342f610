package io.hearth.rules.silence;

import io.hearth.rules.rule.Schedule;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A maintenance window: rules go on, but do not act, and their alarms are suppressed.
 *
 * @param id       names it
 * @param scope    which rules and devices it is about
 * @param from     when it begins
 * @param until    when it ends for good
 * @param schedule when in between it holds; empty for always
 * @param who      made it, as {@code person:alice}
 * @param comment  why; may be empty
 * @param created  when it was made
 */
public record Silence(
        UUID id,
        Scope scope,
        Instant from,
        Instant until,
        Optional<Schedule> schedule,
        String who,
        String comment,
        Instant created) {
    /** So many times of the week in a row are looked at; longer ones have no end that matters. */
    private static final int MOST_DAYS = 14;

    /** Whether it holds at a time. */
    public boolean holds(Instant now) {
        return !now.isBefore(from)
                && now.isBefore(until)
                && schedule.map(times -> times.contains(now)).orElse(true);
    }

    /** Whether it will never hold again. */
    public boolean isOver(Instant now) {
        return !now.isBefore(until);
    }

    /** Until when it holds without a break, if it holds now. */
    public Instant holdsUntil(Instant now) {
        Instant end = schedule.map(times -> times.nextEdge(now)).orElse(until);
        // One time of the week can begin when another one ends.
        for (int day = 0; day < MOST_DAYS && end.isBefore(until) && holds(end); day++) {
            end = schedule.orElseThrow().nextEdge(end);
        }
        return end.isBefore(until) ? end : until;
    }

    /** As {@code silenced by person:alice until 2026-11-22T09:00:00Z}, when it holds. */
    public String told(Instant now) {
        return "silenced by " + who + " until " + holdsUntil(now);
    }
}
