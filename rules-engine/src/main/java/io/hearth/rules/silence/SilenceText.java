package io.hearth.rules.silence;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hearth.contracts.codec.Json;
import io.hearth.rules.rule.Schedule;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** A silence as it is stored and shown: JSON, with times in ISO 8601. */
final class SilenceText {
    private SilenceText() {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Stored(
            UUID id,
            String rule,
            String label,
            String device,
            String profile,
            String from,
            String until,
            Times schedule,
            String who,
            String comment,
            String created) {}

    /** A schedule as rules write it. */
    record Times(List<String> days, String from, String to, String timeZone) {
        static Times of(Schedule schedule) {
            return new Times(
                    EnumSet.copyOf(schedule.days()).stream()
                            .map(day -> day.name().substring(0, 3).toLowerCase(Locale.ROOT))
                            .toList(),
                    schedule.from().toString(),
                    schedule.to().toString(),
                    schedule.zone().getId());
        }

        Schedule schedule() {
            Set<DayOfWeek> on = EnumSet.noneOf(DayOfWeek.class);
            days.forEach(day -> on.add(day(day)));
            return new Schedule(on, LocalTime.parse(from), LocalTime.parse(to), ZoneId.of(timeZone));
        }
    }

    /** @throws IllegalArgumentException when it is none */
    static DayOfWeek day(String text) {
        for (DayOfWeek day : DayOfWeek.values()) {
            String name = day.name().toLowerCase(Locale.ROOT);
            if (name.equals(text) || name.substring(0, 3).equals(text)) {
                return day;
            }
        }
        throw new IllegalArgumentException("'" + text + "' is no day");
    }

    static byte[] write(Silence silence) {
        Scope scope = silence.scope();
        return Json.bytes(new Stored(
                silence.id(),
                scope.rule().orElse(null),
                scope.label().orElse(null),
                scope.device().orElse(null),
                scope.profile().orElse(null),
                silence.from().toString(),
                silence.until().toString(),
                silence.schedule().map(Times::of).orElse(null),
                silence.who(),
                silence.comment(),
                silence.created().toString()));
    }

    static Silence read(byte[] json) throws IOException {
        Stored stored = Json.read(json, Stored.class);
        try {
            return new Silence(
                    stored.id(),
                    new Scope(
                            Optional.ofNullable(stored.rule()),
                            Optional.ofNullable(stored.label()),
                            Optional.ofNullable(stored.device()),
                            Optional.ofNullable(stored.profile())),
                    Instant.parse(stored.from()),
                    Instant.parse(stored.until()),
                    Optional.ofNullable(stored.schedule()).map(Times::schedule),
                    stored.who(),
                    stored.comment(),
                    Instant.parse(stored.created()));
        } catch (DateTimeException | IllegalArgumentException | NullPointerException notOurs) {
            throw new IOException("a time or a field is missing: " + notOurs.getMessage(), notOurs);
        }
    }
}
