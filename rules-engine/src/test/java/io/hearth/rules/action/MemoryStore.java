package io.hearth.rules.action;

import io.hearth.runtime.redis.StoreUnavailable;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** An outbox store that can go away. */
final class MemoryStore implements OutboxStore {
    final Map<UUID, Intent> waiting = new ConcurrentHashMap<>();
    final List<FailedAction> given = new CopyOnWriteArrayList<>();
    /** What was taken out, in order. */
    final List<Intent> removed = new CopyOnWriteArrayList<>();

    /** How often something could not be taken out. */
    final AtomicInteger refused = new AtomicInteger();

    volatile boolean away;

    @Override
    public List<Intent> load() {
        return List.copyOf(waiting.values());
    }

    @Override
    public void remove(Collection<Intent> intents) {
        if (away) {
            refused.incrementAndGet();
            throw new StoreUnavailable("away", null);
        }
        for (Intent intent : intents) {
            removed.add(intent);
            waiting.remove(intent.id());
        }
    }

    @Override
    public void keep(Intent intent) {
        waiting.put(intent.id(), intent);
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
