package io.hearth.rules.action;

import io.hearth.runtime.redis.StoreUnavailable;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** An outbox store that can go away. */
final class MemoryStore implements OutboxStore {
    final Map<UUID, Intent> waiting = new ConcurrentHashMap<>();
    final List<FailedAction> given = new CopyOnWriteArrayList<>();
    volatile boolean away;

    @Override
    public List<Intent> load() {
        return List.copyOf(waiting.values());
    }

    @Override
    public void remove(Collection<Intent> intents) {
        if (away) {
            throw new StoreUnavailable("away", null);
        }
        intents.forEach(intent -> waiting.remove(intent.id()));
    }

    @Override
    public void giveUp(FailedAction failed) {
        remove(List.of(failed.action()));
        given.addFirst(failed);
    }

    @Override
    public List<FailedAction> failed() {
        return given;
    }
}
