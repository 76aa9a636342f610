package io.hearth.rules.book;

import io.hearth.rules.rule.KnownRule;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/** The rules in memory: by name, by label, and in the order in which they were made. Readers never wait; one thread writes. */
final class Shelf {
    /** In a list that grows one by one: of very many rules, none waits until a table is made anew. */
    private final Map<String, KnownRule> byName = new ConcurrentSkipListMap<>();

    private final NavigableMap<Place, KnownRule> inOrder = new ConcurrentSkipListMap<>();
    private final Map<String, NavigableMap<Place, KnownRule>> byLabel = new ConcurrentHashMap<>();

    private record Place(Instant created, String name) implements Comparable<Place> {
        private static final Comparator<Place> ORDER =
                Comparator.comparing(Place::created).thenComparing(Place::name);

        static Place of(KnownRule rule) {
            return new Place(rule.created(), rule.rule().name());
        }

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }

    /** Puts a rule there; what was there under its name goes. */
    void put(KnownRule rule) {
        Place place = Place.of(rule);
        Optional<KnownRule> before = Optional.ofNullable(byName.put(rule.rule().name(), rule));
        before.filter(old -> !Place.of(old).equals(place)).ifPresent(old -> inOrder.remove(Place.of(old)));
        inOrder.put(place, rule);
        before.ifPresent(old -> old.rule().labels().stream()
                .filter(label ->
                        !rule.rule().labels().contains(label) || !Place.of(old).equals(place))
                .forEach(label -> leave(label, Place.of(old))));
        rule.rule().labels().forEach(label -> byLabel.computeIfAbsent(label, any -> new ConcurrentSkipListMap<>())
                .put(place, rule));
    }

    /** Takes a rule away. */
    void remove(KnownRule rule) {
        Place place = Place.of(rule);
        byName.remove(rule.rule().name());
        inOrder.remove(place);
        rule.rule().labels().forEach(label -> leave(label, place));
    }

    private void leave(String label, Place place) {
        byLabel.computeIfPresent(label, (any, rules) -> {
            rules.remove(place);
            return rules.isEmpty() ? null : rules;
        });
    }

    Optional<KnownRule> byName(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** All, those made first in front. */
    Stream<KnownRule> all() {
        return inOrder.values().stream();
    }

    /** Those that have all of these labels, of which there is at least one; those made first in front. */
    Stream<KnownRule> labelled(List<String> labels) {
        return byLabel.getOrDefault(labels.getFirst(), new ConcurrentSkipListMap<>()).values().stream()
                .filter(rule -> rule.rule().labels().containsAll(labels));
    }

    int size() {
        return byName.size();
    }
}
