package io.hearth.rules.silence;

import io.hearth.rules.store.FencedRedis;
import io.hearth.rules.store.Hashes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Silences in Redis: one hash, by id. */
public final class SilenceStore {
    private static final Logger LOG = Logger.getLogger(SilenceStore.class);
    private static final String SILENCES = "re:silences";

    private final FencedRedis redis;

    /** On this Redis. */
    public SilenceStore(FencedRedis redis) {
        this.redis = redis;
    }

    List<Silence> load() {
        List<Silence> silences = new ArrayList<>();
        Hashes.read(redis.read(Hashes.getAll(SILENCES))).forEach((id, json) -> {
            try {
                silences.add(SilenceText.read(json));
            } catch (IOException unreadable) {
                LOG.warnf(
                        "stored silence is not understood and left alone id=%s reason=%s", id, unreadable.getMessage());
            }
        });
        return silences;
    }

    void save(Collection<Silence> silences) {
        if (!silences.isEmpty()) {
            Map<String, byte[]> fields = new HashMap<>();
            silences.forEach(silence -> fields.put(silence.id().toString(), SilenceText.write(silence)));
            redis.write(Hashes.set(SILENCES, fields));
        }
    }

    void remove(Collection<UUID> ids) {
        if (!ids.isEmpty()) {
            redis.write(Hashes.remove(SILENCES, ids.stream().map(UUID::toString).toList()));
        }
    }
}
