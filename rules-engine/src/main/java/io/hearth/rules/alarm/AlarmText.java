package io.hearth.rules.alarm;

import com.fasterxml.jackson.databind.ObjectReader;
import io.hearth.contracts.codec.Json;
import io.hearth.rules.rule.Severity;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** An alarm as it is stored: JSON, with times in ISO 8601. Fields may be added. */
final class AlarmText {
    private static final ObjectReader READER = Json.mapper().readerFor(Stored.class);

    private AlarmText() {}

    /** A flat form: no action for one that is about none, no ended for an active alarm, no settled for one to be seen, no shelved for one in sight. */
    private record Stored(
            UUID id,
            Source source,
            Kind kind,
            String action,
            Severity severity,
            String message,
            String value,
            int occurrences,
            String raised,
            boolean acknowledged,
            String ended,
            String settled,
            String shelved,
            boolean oneShot,
            List<Line> history) {}

    private record Line(String at, String who, Note.What what, String comment) {}

    static byte[] write(Alarm alarm) {
        return Json.bytes(new Stored(
                alarm.id(),
                alarm.source(),
                alarm.kind(),
                alarm.action().isEmpty() ? null : alarm.action(),
                alarm.severity(),
                alarm.message(),
                alarm.value(),
                alarm.occurrences(),
                alarm.life().raised().toString(),
                alarm.isAcknowledged(),
                ended(alarm.life()).map(Instant::toString).orElse(null),
                settled(alarm.life()).map(Instant::toString).orElse(null),
                until(alarm.shelving()).map(Instant::toString).orElse(null),
                alarm.shelving() instanceof Shelving.OneShot,
                alarm.history().stream()
                        .map(note -> new Line(note.at().toString(), note.who(), note.what(), note.comment()))
                        .toList()));
    }

    /** When what raised an alarm was over. */
    static Optional<Instant> ended(Life life) {
        return switch (life) {
            case Life.Raised _, Life.Acknowledged _ -> Optional.empty();
            case Life.Returned returned -> Optional.of(returned.ended());
            case Life.Settled settled -> Optional.of(settled.ended());
        };
    }

    private static Optional<Instant> settled(Life life) {
        return switch (life) {
            case Life.Raised _, Life.Acknowledged _, Life.Returned _ -> Optional.empty();
            case Life.Settled settled -> Optional.of(settled.settled());
        };
    }

    /** Until when an alarm is out of sight. */
    static Optional<Instant> until(Shelving shelving) {
        return switch (shelving) {
            case Shelving.Unshelved _ -> Optional.empty();
            case Shelving.Timed(Instant until) -> Optional.of(until);
            case Shelving.OneShot(Instant until) -> Optional.of(until);
        };
    }

    /**
     * The alarm that a text says.
     *
     * @throws IOException when it says none
     */
    static Alarm read(byte[] text) throws IOException {
        try {
            Stored stored = READER.readValue(text);
            return new Alarm(
                    stored.id(),
                    stored.source(),
                    stored.kind(),
                    stored.action() == null ? "" : stored.action(),
                    stored.severity(),
                    stored.message(),
                    stored.value(),
                    stored.occurrences(),
                    life(stored),
                    shelving(stored),
                    stored.history().stream()
                            .map(line -> new Note(Instant.parse(line.at()), line.who(), line.what(), line.comment()))
                            .toList());
        } catch (DateTimeException | NullPointerException notOurs) {
            throw new IOException("a time or a field is missing: " + notOurs.getMessage(), notOurs);
        }
    }

    private static Life life(Stored stored) {
        Instant raised = Instant.parse(stored.raised());
        if (stored.ended() == null) {
            return stored.acknowledged() ? new Life.Acknowledged(raised) : new Life.Raised(raised);
        }
        Instant ended = Instant.parse(stored.ended());
        return stored.settled() == null
                ? new Life.Returned(raised, ended)
                : new Life.Settled(raised, ended, Instant.parse(stored.settled()));
    }

    private static Shelving shelving(Stored stored) {
        if (stored.shelved() == null) {
            return new Shelving.Unshelved();
        }
        Instant until = Instant.parse(stored.shelved());
        return stored.oneShot() ? new Shelving.OneShot(until) : new Shelving.Timed(until);
    }
}
