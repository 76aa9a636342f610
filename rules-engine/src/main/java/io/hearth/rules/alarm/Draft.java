package io.hearth.rules.alarm;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What is to become of alarms, before it is stored: a view of the book with changes of its own. */
final class Draft {
    private final AlarmBook book;
    private final Map<UUID, Alarm> changed = new LinkedHashMap<>();
    private final Map<AlarmKey, Alarm> newest = new LinkedHashMap<>();
    private final List<Alarm> dropped = new ArrayList<>();

    Draft(AlarmBook book) {
        this.book = book;
    }

    /** The newest alarm of a key, also one that is settled. */
    Optional<Alarm> newest(AlarmKey key) {
        return Optional.ofNullable(newest.get(key)).or(() -> book.newest(key));
    }

    Optional<Alarm> byId(UUID id) {
        return Optional.ofNullable(changed.get(id)).or(() -> book.byId(id));
    }

    /** An alarm as it is to be. */
    void put(Alarm alarm) {
        changed.put(alarm.id(), alarm);
        newest.merge(alarm.key(), alarm, (one, other) -> AlarmBook.newer(one, other) ? one : other);
    }

    /** An alarm that is kept no longer. */
    void drop(Alarm alarm) {
        changed.remove(alarm.id());
        dropped.add(alarm);
    }

    Collection<Alarm> changed() {
        return changed.values();
    }

    List<Alarm> dropped() {
        return dropped;
    }
}
