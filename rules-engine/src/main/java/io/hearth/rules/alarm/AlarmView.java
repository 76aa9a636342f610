package io.hearth.rules.alarm;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An alarm as users see it. States are named as in OPC UA Part 9; times are ISO 8601.
 *
 * @param kind          rule, unconfirmed, failed or limited
 * @param action        which of the rule's actions it is about; absent when it is about none by itself
 * @param severity      info, warning or critical
 * @param value         the value that raised it; absent when there was none
 * @param activeState   active or inactive
 * @param ackedState    acknowledged or unacknowledged
 * @param shelvingState unshelved, timedShelved or oneShotShelved
 * @param shelvedUntil  absent when it is not shelved
 * @param suppressedState suppressed or unsuppressed
 * @param silence       the id of the silence that suppresses it; absent when none does
 * @param retain        whether it is to be seen: active, or not acknowledged
 * @param raised        when, by the clock of the readings
 * @param ended         when it became inactive; absent while it is active
 * @param occurrences   how often it was raised since somebody last took note
 * @param comment       what was last said about it; absent when nothing was
 * @param history       who did what when; only when one alarm is asked for
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AlarmView(
        String id,
        String rule,
        String device,
        String kind,
        String action,
        String severity,
        List<String> labels,
        String message,
        String value,
        String activeState,
        String ackedState,
        String shelvingState,
        String shelvedUntil,
        String suppressedState,
        String silence,
        boolean retain,
        String raised,
        String ended,
        int occurrences,
        String comment,
        List<Line> history) {
    /** A line of an alarm's history. */
    public record Line(String at, String who, String what, String comment) {
        static Line of(Note note) {
            return new Line(note.at().toString(), note.who(), lower(note.what()), note.comment());
        }
    }

    /**
     * An alarm without its history.
     *
     * @param silence the id of the silence that suppresses it
     */
    public static AlarmView of(Alarm alarm, Optional<String> silence, Instant now) {
        return of(alarm, silence, now, null);
    }

    static AlarmView whole(Alarm alarm, Optional<String> silence, Instant now) {
        return of(alarm, silence, now, alarm.history().stream().map(Line::of).toList());
    }

    private static AlarmView of(Alarm alarm, Optional<String> silence, Instant now, List<Line> history) {
        Shelving shelving = alarm.shelving().at(now);
        return new AlarmView(
                alarm.id().toString(),
                alarm.source().rule(),
                alarm.source().device(),
                lower(alarm.kind()),
                alarm.action().isEmpty() ? null : alarm.action(),
                lower(alarm.severity()),
                alarm.source().labels(),
                alarm.message(),
                alarm.value().isEmpty() ? null : alarm.value(),
                alarm.isActive() ? "active" : "inactive",
                alarm.isAcknowledged() ? "acknowledged" : "unacknowledged",
                state(shelving),
                AlarmText.until(shelving).map(Instant::toString).orElse(null),
                silence.isPresent() ? "suppressed" : "unsuppressed",
                silence.orElse(null),
                alarm.isRetained(),
                alarm.life().raised().toString(),
                AlarmText.ended(alarm.life()).map(Instant::toString).orElse(null),
                alarm.occurrences(),
                comment(alarm),
                history);
    }

    private static String state(Shelving shelving) {
        return switch (shelving) {
            case Shelving.Unshelved _ -> "unshelved";
            case Shelving.Timed _ -> "timedShelved";
            case Shelving.OneShot _ -> "oneShotShelved";
        };
    }

    private static String comment(Alarm alarm) {
        return alarm.history().reversed().stream()
                .filter(note ->
                        !note.who().equals(Note.HEARTH) && !note.comment().isEmpty())
                .map(Note::comment)
                .findFirst()
                .orElse(null);
    }

    static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
