package io.hearth.rules.document;

import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.rules.rule.Schedule;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Times of the week. */
public final class Schedules {
    static final List<String> FIELDS = List.of("days", "from", "to", "timeZone");

    private static final String DAYS = "mon, tue, wed, thu, fri, sat, sun, or some of them as mon-fri";
    private static final String TIMES = "a time of the day from 00:00 to 23:59:59";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm[:ss]", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);

    private final ZoneId usual;
    private final int nameLength;

    /** With the time zone of schedules that name none, and how long the name of one may be. */
    public Schedules(ZoneId usual, int nameLength) {
        this.usual = usual;
        this.nameLength = nameLength;
    }

    /**
     * The times that a field outside of a rule says.
     *
     * @param path where it is, for messages
     * @throws InvalidRule when it says none
     */
    public Schedule read(String path, JsonNode schedule) {
        return read(Fields.of(path, schedule, FIELDS));
    }

    Schedule read(Fields schedule) {
        if (schedule.present(List.of("days", "from", "to")).isEmpty()) {
            throw new InvalidRule(
                    "field " + schedule.path("days") + " is missing; allowed is at least one of days, from, to");
        }
        return new Schedule(
                schedule.optional("days")
                        .map(days -> days(schedule.path("days"), days))
                        .orElse(EnumSet.allOf(DayOfWeek.class)),
                time(schedule, "from").orElse(LocalTime.MIDNIGHT),
                time(schedule, "to").orElse(LocalTime.MIDNIGHT),
                zone(schedule).orElse(usual));
    }

    private static Set<DayOfWeek> days(String path, JsonNode days) {
        List<JsonNode> named = new ArrayList<>();
        if (days.isArray()) {
            days.forEach(named::add);
        } else {
            named.add(days);
        }
        if (named.isEmpty() || named.size() > DayOfWeek.values().length) {
            throw Fields.refused(path, days, "a list of 1 to 7 of " + DAYS);
        }
        Set<DayOfWeek> all = EnumSet.noneOf(DayOfWeek.class);
        named.forEach(day -> all.addAll(range(path, day)));
        return all;
    }

    private static Set<DayOfWeek> range(String path, JsonNode text) {
        if (!text.isTextual()) {
            throw Fields.refused(path, text, DAYS);
        }
        String[] ends = text.textValue().split("-", -1);
        Optional<DayOfWeek> first = day(ends[0]);
        Optional<DayOfWeek> last = day(ends[ends.length - 1]);
        if (ends.length > 2 || first.isEmpty() || last.isEmpty()) {
            throw Fields.refused(path, text, DAYS);
        }
        Set<DayOfWeek> days = EnumSet.of(last.get());
        for (DayOfWeek day = first.get(); day != last.get(); day = day.plus(1)) {
            days.add(day);
        }
        return days;
    }

    private static Optional<DayOfWeek> day(String name) {
        return Arrays.stream(DayOfWeek.values())
                .filter(day -> name(day).equals(name))
                .findFirst();
    }

    static String name(DayOfWeek day) {
        return day.name().substring(0, 3).toLowerCase(Locale.ROOT);
    }

    static String text(LocalTime time) {
        return time.toString();
    }

    private static Optional<LocalTime> time(Fields schedule, String field) {
        return schedule.optional(field).map(value -> {
            String text = value.isTextual() ? value.textValue() : "";
            try {
                return field.equals("to") && text.equals("24:00") ? LocalTime.MIDNIGHT : LocalTime.parse(text, TIME);
            } catch (DateTimeException none) {
                throw Fields.refused(schedule.path(field), value, TIMES);
            }
        });
    }

    private Optional<ZoneId> zone(Fields schedule) {
        return schedule.optionalName("timeZone", nameLength).map(name -> {
            try {
                return ZoneId.of(name);
            } catch (DateTimeException unknown) {
                throw new InvalidRule("field " + schedule.path("timeZone") + " is \"" + Fields.shown(name)
                        + "\", allowed is a time zone as Europe/Berlin, UTC or +09:00");
            }
        });
    }
}
