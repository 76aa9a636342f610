package io.hearth.rules.alarm;

import io.hearth.rules.alarm.Note.What;
import io.hearth.rules.rule.Severity;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * What a rule raised for a device, from its raising until it is over and somebody has taken note.
 *
 * @param id          names this raising; the same however often what raised it is evaluated
 * @param source      whose it is
 * @param kind        what it is about
 * @param action      which of the rule's actions, as {@code command lock of frontdoor}; "" when it is about none by itself
 * @param severity    how bad it is
 * @param message     what is the matter, for people
 * @param value       the value that raised it, as it came; "" when there was none
 * @param occurrences how often it was raised since somebody last took note: 1 for the first time
 * @param life        how far it has come
 * @param shelving    whether it was put out of sight; ask {@link Shelving#at} for a time
 * @param history     what became of it, oldest first; when there were more lines than are kept, the first and the newest
 */
public record Alarm(
        UUID id,
        Source source,
        Kind kind,
        String action,
        Severity severity,
        String message,
        String value,
        int occurrences,
        Life life,
        Shelving shelving,
        List<Note> history) {
    /** Keeps a copy of the history. */
    public Alarm {
        history = List.copyOf(history);
    }

    /** Names a raising: a rule, a device, a kind, an action and a time. */
    static UUID id(Source source, Kind kind, String action, Instant raised) {
        String text = source.watch()
                + '\n'
                + source.device()
                + '\n'
                + kind
                + '\n'
                + raised
                + (action.isEmpty() ? "" : '\n' + action);
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A new one. */
    static Alarm raised(
            Source source, Kind kind, Severity severity, String message, String value, Instant at, Instant now) {
        return raised(source, kind, "", severity, message, value, at, now);
    }

    /** A new one about an action. */
    static Alarm raised(
            Source source,
            Kind kind,
            String action,
            Severity severity,
            String message,
            String value,
            Instant at,
            Instant now) {
        return new Alarm(
                id(source, kind, action, at),
                source,
                kind,
                action,
                severity,
                message,
                value,
                1,
                new Life.Raised(at),
                new Shelving.Unshelved(),
                List.of(Note.byItself(now, What.RAISED, message)));
    }

    /** Where it comes from. */
    public AlarmKey key() {
        return new AlarmKey(source.ruleId(), source.device(), kind, action);
    }

    /** Whether what raised it holds (ActiveState). */
    public boolean isActive() {
        return switch (life) {
            case Life.Raised _, Life.Acknowledged _ -> true;
            case Life.Returned _, Life.Settled _ -> false;
        };
    }

    /** Whether somebody has taken note (AckedState). */
    public boolean isAcknowledged() {
        return switch (life) {
            case Life.Acknowledged _, Life.Settled _ -> true;
            case Life.Raised _, Life.Returned _ -> false;
        };
    }

    /** Whether it is to be seen (Retain): it is active, or nobody has taken note. */
    public boolean isRetained() {
        return isActive() || !isAcknowledged();
    }

    /** What raised it is over; the same object when it was before. */
    Alarm end(Instant at, Instant now, String why, int lines) {
        return switch (life) {
            case Life.Raised raised -> ended(raised.end(at), now, why, lines);
            case Life.Acknowledged acknowledged -> ended(acknowledged.end(at, now), now, why, lines);
            case Life.Returned _, Life.Settled _ -> this;
        };
    }

    private Alarm ended(Life next, Instant now, String why, int lines) {
        return with(next, shelving.ended()).noting(Note.byItself(now, What.ENDED, why), lines);
    }

    /** The next one takes its place: it is over and need not be taken note of any more. */
    Alarm replacedBy(Alarm next, Instant now, int lines) {
        return switch (life) {
            case Life.Returned returned ->
                with(returned.acknowledge(now), shelving)
                        .noting(Note.byItself(now, What.REPLACED, "raised again as " + next.id()), lines);
            case Life.Raised _, Life.Acknowledged _, Life.Settled _ -> this;
        };
    }

    /** This one, raised after the other one of the same key: still shelved, and counted with it while nobody takes note. */
    Alarm after(Alarm before, Instant now) {
        int times = before.isAcknowledged() ? 1 : before.occurrences + 1;
        return new Alarm(
                id,
                source,
                kind,
                action,
                severity,
                message,
                value,
                times,
                life,
                before.shelving.at(now).ended(),
                history);
    }

    /** What a person does. */
    Acted does(Act act, Note by, int lines) {
        return switch (act) {
            case Act.Acknowledge _ -> acknowledge(by, lines);
            case Act.Comment _ -> new Acted.Done(noting(by, lines));
            case Act.Shelve(Shelving how) ->
                isRetained()
                        ? new Acted.Done(with(life, how).noting(by, lines))
                        : new Acted.NotNow("the alarm is over and acknowledged, there is nothing to shelve");
            case Act.Unshelve _ ->
                shelving.at(by.at()).isShelved()
                        ? new Acted.Done(unshelved(by, lines))
                        : new Acted.NotNow("the alarm is not shelved");
        };
    }

    /** Back in sight. */
    Alarm unshelved(Note by, int lines) {
        return with(life, new Shelving.Unshelved()).noting(by, lines);
    }

    private Acted acknowledge(Note by, int lines) {
        return switch (life) {
            case Life.Raised raised -> new Acted.Done(acknowledged(raised, by, lines));
            case Life.Returned returned ->
                new Acted.Done(with(returned.acknowledge(by.at()), shelving).noting(by, lines));
            case Life.Acknowledged _, Life.Settled _ -> new Acted.NotNow("the alarm is acknowledged already");
        };
    }

    private Alarm acknowledged(Life.Raised raised, Note by, int lines) {
        Alarm noted = with(raised.acknowledge(), shelving).noting(by, lines);
        return switch (kind) {
            case RULE, LIMITED -> noted;
            // Nothing else would ever end it when the rule never does that again.
            case UNCONFIRMED, FAILED -> noted.end(by.at(), by.at(), "acknowledged", lines);
        };
    }

    private Alarm with(Life next, Shelving shelved) {
        return new Alarm(id, source, kind, action, severity, message, value, occurrences, next, shelved, history);
    }

    private Alarm noting(Note note, int lines) {
        List<Note> notes = new ArrayList<>(history);
        notes.add(note);
        while (notes.size() > Math.max(2, lines)) {
            notes.remove(1);
        }
        return new Alarm(id, source, kind, action, severity, message, value, occurrences, life, shelving, notes);
    }
}
