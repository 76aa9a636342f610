package io.hearth.rules.action;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * What need not be done any more and may be in the store still. It leaves the store before anything else of its device does:
 * were it still there when what made it pointless is gone, a restart would make it act after that. Nothing is decided while
 * the store is away, so this holds no more than what waited then.
 */
final class Obsolete {
    private static final Logger LOG = Logger.getLogger(Obsolete.class);

    private final OutboxStore store;
    private final Map<Lane, Map<UUID, Intent>> left = new HashMap<>();

    Obsolete(OutboxStore store) {
        this.store = store;
    }

    synchronized void add(Intent intent) {
        left.computeIfAbsent(Lane.of(intent), any -> new LinkedHashMap<>()).put(intent.id(), intent);
    }

    /** Takes those of a device out of the store; throws what the store throws, and has them still then. */
    void remove(Lane lane) {
        remove(of(lane));
    }

    /** As {@link #remove(Lane)}, but leaves them for later when the store does not take it. */
    void tryRemove(Lane lane) {
        tryRemove(of(lane));
    }

    /** As {@link #tryRemove(Lane)}, of all devices. */
    void tryRemove() {
        tryRemove(all());
    }

    private void tryRemove(Collection<Intent> intents) {
        try {
            remove(intents);
        } catch (RuntimeException notNow) {
            LOG.debugf(notNow, "pointless actions are still stored actions=%d", intents.size());
        }
    }

    private void remove(Collection<Intent> intents) {
        if (!intents.isEmpty()) {
            store.remove(intents);
            intents.forEach(this::removed);
        }
    }

    private synchronized void removed(Intent intent) {
        left.computeIfPresent(Lane.of(intent), (lane, intents) -> {
            intents.remove(intent.id());
            return intents.isEmpty() ? null : intents;
        });
    }

    private synchronized Collection<Intent> of(Lane lane) {
        return List.copyOf(left.getOrDefault(lane, Map.of()).values());
    }

    private synchronized Collection<Intent> all() {
        return left.values().stream()
                .flatMap(intents -> intents.values().stream())
                .toList();
    }
}
