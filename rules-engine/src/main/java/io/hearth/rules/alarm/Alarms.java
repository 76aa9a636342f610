package io.hearth.rules.alarm;

import io.hearth.rules.alarm.Note.What;
import io.hearth.rules.rule.Severity;
import io.hearth.runtime.redis.StoreUnavailable;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * All alarms: what persons do to them, and what ends by itself. A change is stored before it is answered and before it shows.
 * Those that rules raise come through {@link RuleAlarms}, in the engine's transaction.
 */
public final class Alarms {
    private final AlarmStore store;
    private final AlarmConfig config;
    private final Clock clock;
    private final AlarmBook book = new AlarmBook();
    private final Turns turns = new Turns();
    private final Expiry expiry;
    private final List<Consumer<AlarmChange>> listeners = new CopyOnWriteArrayList<>();

    /** None yet; {@link #load} brings those that are stored. */
    public Alarms(AlarmStore store, AlarmConfig config, Clock clock) {
        this.store = store;
        this.config = config;
        this.clock = clock;
        this.expiry = new Expiry(book, config, clock.instant());
    }

    /** Takes up what is stored. Bears repeating. */
    public void load() {
        store.load().forEach(book::put);
    }

    /** Tells of every change after it is stored; the listener must not block. */
    public void listen(Consumer<AlarmChange> listener) {
        listeners.add(listener);
    }

    /** All, those raised last in front; also those that are over, as long as they are kept. */
    public Stream<Alarm> all() {
        return book.all();
    }

    /** The alarm of this id. */
    public Optional<Alarm> byId(UUID id) {
        return book.byId(id);
    }

    /**
     * A count of alarms.
     *
     * @param active       active, by severity
     * @param unacknowledged to be seen and not acknowledged
     * @param shelved      to be seen and put out of sight
     * @param ended        over and still kept
     * @param crowdedOut   dropped unacknowledged or not raised since the start, because there are too many
     */
    public record Figures(Map<Severity, Long> active, long unacknowledged, long shelved, long ended, long crowdedOut) {}

    /** How many there are now. */
    public Figures figures() {
        Instant now = now();
        Map<Severity, Long> active = new EnumMap<>(Severity.class);
        long unacknowledged = 0;
        long shelved = 0;
        for (Alarm alarm : (Iterable<Alarm>) book.retainedOnes()::iterator) {
            if (alarm.isActive()) {
                active.merge(alarm.severity(), 1L, Long::sum);
            }
            unacknowledged += alarm.isAcknowledged() ? 0 : 1;
            shelved += alarm.shelving().at(now).isShelved() ? 1 : 0;
        }
        return new Figures(active, unacknowledged, shelved, book.settled(), expiry.crowdedOut());
    }

    AlarmBook book() {
        return book;
    }

    Turns turns() {
        return turns;
    }

    AlarmConfig config() {
        return config;
    }

    Instant now() {
        return clock.instant();
    }

    Expiry expiry() {
        return expiry;
    }

    /**
     * A person does the same to several alarms. All of it is stored at once.
     *
     * @param who     as {@code person:alice}
     * @param comment may be empty
     * @return what came of it for each id, in the order of the ids
     */
    public Map<UUID, Acted> act(Collection<UUID> ids, Act act, String who, String comment) {
        List<AlarmKey> keys = ids.stream()
                .flatMap(id -> book.byId(id).stream())
                .map(Alarm::key)
                .distinct()
                .toList();
        return change(keys, draft -> {
            Note note = new Note(now(), who, what(act), comment);
            Map<UUID, Acted> answers = new LinkedHashMap<>();
            for (UUID id : ids) {
                Acted acted = draft.byId(id)
                        .map(alarm -> alarm.does(act, note, config.history()))
                        .orElseGet(Acted.Unknown::new);
                if (acted instanceof Acted.Done(Alarm alarm)) {
                    draft.put(alarm);
                }
                answers.put(id, acted);
            }
            return answers;
        });
    }

    private static What what(Act act) {
        return switch (act) {
            case Act.Acknowledge _ -> What.ACKNOWLEDGED;
            case Act.Comment _ -> What.COMMENTED;
            case Act.Shelve _ -> What.SHELVED;
            case Act.Unshelve _ -> What.UNSHELVED;
        };
    }

    /** Changes alarms of these keys, stores what they become, and then shows it. */
    <T> T change(Collection<AlarmKey> keys, Function<Draft, T> how) {
        take(keys);
        try {
            Draft draft = new Draft(book);
            T result = how.apply(draft);
            expiry.trim(draft, now());
            store.save(draft);
            show(draft);
            return result;
        } finally {
            turns.leave(keys);
        }
    }

    void take(Collection<AlarmKey> keys) {
        try {
            if (!turns.take(keys, config.patience())) {
                throw new StoreUnavailable(
                        "a change of the alarm is being stored since "
                                + config.patience().toMillis() + " ms",
                        null);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailable("interrupted while a change of the alarm is being stored", stopped);
        }
    }

    /** What is stored now shows. */
    void show(Draft draft) {
        List<AlarmChange> changes = draft.changed().stream()
                .flatMap(alarm -> news(alarm).map(note -> new AlarmChange(alarm, note)))
                .toList();
        book.apply(draft);
        changes.forEach(change -> listeners.forEach(listener -> listener.accept(change)));
    }

    private Stream<Note> news(Alarm alarm) {
        List<Note> before = book.byId(alarm.id()).map(Alarm::history).orElse(List.of());
        List<Note> after = new ArrayList<>(alarm.history());
        after.removeAll(before);
        return after.stream();
    }

    /** The alarms of a rule end, because it is no more or is another one now. */
    void end(UUID ruleId, Predicate<Alarm> which, String why) {
        List<AlarmKey> keys = book.retainedOf(ruleId).stream().toList();
        if (!keys.isEmpty()) {
            change(keys, draft -> {
                keys.stream()
                        .flatMap(key -> draft.newest(key).stream())
                        .filter(Alarm::isActive)
                        .filter(which)
                        .forEach(alarm -> draft.put(alarm.end(now(), now(), why, config.history())));
                return keys;
            });
        }
    }

    /** What ends by the clock: shelvings, limits of rules, ages. */
    public void tick() {
        Instant now = now();
        List<AlarmKey> due = expiry.due(now);
        if (due.isEmpty() && !expiry.isTrimDue(now)) {
            return;
        }
        change(due, draft -> {
            due.stream().flatMap(key -> draft.newest(key).stream()).forEach(alarm -> expiry.after(alarm, now)
                    .ifPresent(draft::put));
            return due;
        });
    }
}
