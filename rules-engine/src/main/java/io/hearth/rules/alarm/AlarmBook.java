package io.hearth.rules.alarm;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;

/** All alarms there are, in memory: those to be seen, and of those that are over as many as are kept. */
final class AlarmBook {
    private static final Comparator<Alarm> ORDER =
            Comparator.comparing((Alarm alarm) -> alarm.life().raised()).thenComparing(Alarm::id);

    private final Map<UUID, Alarm> byId = new ConcurrentHashMap<>();
    private final Map<AlarmKey, UUID> newest = new ConcurrentHashMap<>();
    private final Map<UUID, Set<AlarmKey>> retainedOfRule = new ConcurrentHashMap<>();
    private final NavigableSet<Place> settled = new ConcurrentSkipListSet<>();
    private final NavigableSet<Place> returned = new ConcurrentSkipListSet<>();
    private final Set<AlarmKey> shelved = ConcurrentHashMap.newKeySet();
    private final Set<AlarmKey> limited = ConcurrentHashMap.newKeySet();
    private volatile int retained;

    private record Place(Instant at, UUID id) implements Comparable<Place> {
        private static final Comparator<Place> ORDER =
                Comparator.comparing(Place::at).thenComparing(Place::id);

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }

    /** An active one, of which there is one at most, is never older: the clock can have been set back since the other. */
    static boolean newer(Alarm one, Alarm other) {
        return one.isActive() == other.isActive() ? ORDER.compare(one, other) > 0 : one.isActive();
    }

    Optional<Alarm> byId(UUID id) {
        return Optional.ofNullable(byId.get(id));
    }

    Optional<Alarm> newest(AlarmKey key) {
        return Optional.ofNullable(newest.get(key)).flatMap(this::byId);
    }

    /** The keys under which a rule has alarms to be seen. */
    Set<AlarmKey> retainedOf(UUID ruleId) {
        Set<AlarmKey> keys = retainedOfRule.get(ruleId);
        return keys == null ? Set.of() : new HashSet<>(keys);
    }

    /** The rules that have alarms to be seen. */
    Set<UUID> rules() {
        return new HashSet<>(retainedOfRule.keySet());
    }

    /** All, those raised last in front. */
    Stream<Alarm> all() {
        return byId.values().stream().sorted(ORDER.reversed());
    }

    /** Those to be seen, in no order. */
    Stream<Alarm> retainedOnes() {
        return byId.values().stream().filter(Alarm::isRetained);
    }

    /** The keys whose newest alarm was shelved. */
    Set<AlarmKey> shelved() {
        return new HashSet<>(shelved);
    }

    /** The keys of rules that are limited. */
    Set<AlarmKey> limited() {
        return new HashSet<>(limited);
    }

    int retained() {
        return retained;
    }

    int settled() {
        return settled.size();
    }

    /** The alarms that are over and acknowledged, those that were so first in front. */
    List<Alarm> oldestSettled(int most) {
        return settled.stream()
                .limit(most)
                .flatMap(place -> byId(place.id()).stream())
                .toList();
    }

    /** The alarms that are over and not acknowledged, those that were over first in front. */
    List<Alarm> oldestReturned(int most) {
        return returned.stream()
                .limit(most)
                .flatMap(place -> byId(place.id()).stream())
                .toList();
    }

    /** Takes up what is stored now. */
    synchronized void apply(Draft draft) {
        draft.changed().forEach(this::put);
        draft.dropped().forEach(this::remove);
    }

    synchronized void put(Alarm alarm) {
        Alarm before = byId.put(alarm.id(), alarm);
        if (before != null) {
            unfile(before);
        }
        file(alarm);
        newest.merge(alarm.key(), alarm.id(), (one, other) -> newer(byId.get(one), byId.get(other)) ? one : other);
        mark(alarm.key());
    }

    private void remove(Alarm alarm) {
        Alarm before = byId.remove(alarm.id());
        if (before != null) {
            unfile(before);
            newest.remove(alarm.key(), alarm.id());
            mark(alarm.key());
        }
    }

    private void mark(AlarmKey key) {
        if (newest(key).filter(alarm -> alarm.shelving().isShelved()).isPresent()) {
            shelved.add(key);
        } else {
            shelved.remove(key);
        }
        if (key.kind() == Kind.LIMITED && newest(key).filter(Alarm::isActive).isPresent()) {
            limited.add(key);
        } else {
            limited.remove(key);
        }
    }

    private void file(Alarm alarm) {
        if (alarm.isRetained()) {
            retained++;
            retainedOfRule
                    .computeIfAbsent(alarm.source().ruleId(), any -> ConcurrentHashMap.newKeySet())
                    .add(alarm.key());
        }
        switch (alarm.life()) {
            case Life.Raised _, Life.Acknowledged _ -> {}
            case Life.Returned over -> returned.add(new Place(over.ended(), alarm.id()));
            case Life.Settled over -> settled.add(new Place(over.settled(), alarm.id()));
        }
    }

    private void unfile(Alarm alarm) {
        if (alarm.isRetained()) {
            retained--;
            retainedOfRule.computeIfPresent(alarm.source().ruleId(), (id, keys) -> {
                keys.remove(alarm.key());
                return keys.isEmpty() ? null : keys;
            });
        }
        switch (alarm.life()) {
            case Life.Raised _, Life.Acknowledged _ -> {}
            case Life.Returned over -> returned.remove(new Place(over.ended(), alarm.id()));
            case Life.Settled over -> settled.remove(new Place(over.settled(), alarm.id()));
        }
    }
}
