package io.hearth.rules.action;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The lines in which something waits, found by their key or, those beside a device's own line, by the device's lane. Guarded by the
 * outbox's lock.
 */
final class Lines {
    private final Map<Line.Key, Line> all = new HashMap<>();
    private final Map<Lane, Set<Line>> beside = new HashMap<>();

    Collection<Line> all() {
        return Collections.unmodifiableCollection(all.values());
    }

    Optional<Line> of(Line.Key key) {
        return Optional.ofNullable(all.get(key));
    }

    /** Those of what was set aside, and of what is looked at again, for one device: however many devices there are. */
    Collection<Line> beside(Lane lane) {
        return List.copyOf(beside.getOrDefault(lane, Set.of()));
    }

    void add(Line line) {
        all.put(line.key(), line);
        if (line.isAside()) {
            beside.computeIfAbsent(line.key().lane(), any -> new LinkedHashSet<>())
                    .add(line);
        }
    }

    void remove(Line line) {
        all.remove(line.key());
        beside.computeIfPresent(line.key().lane(), (lane, lines) -> {
            lines.remove(line);
            return lines.isEmpty() ? null : lines;
        });
    }
}
