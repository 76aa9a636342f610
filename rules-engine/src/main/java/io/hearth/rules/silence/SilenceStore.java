package io.hearth.rules.silence;

import io.hearth.rules.store.FencedRedis;
import io.hearth.rules.store.Hashes;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Silences in Redis: one hash, by id. */
public final class SilenceStore {
    private static final Logger LOG = Logger.getLogger(SilenceStore.class);
    private static final String SILENCES = "re:silences";

    private static final String REVISION = "{" + SILENCES + "}:revision";
    private static final String FIRST = "0";

    private final FencedRedis redis;
    private final boolean shared;

    /** On this Redis. */
    public SilenceStore(FencedRedis redis) {
        this(redis, false);
    }

    private SilenceStore(FencedRedis redis, boolean shared) {
        this.redis = redis;
        this.shared = shared;
    }

    /** On this Redis, where other replicas add and remove silences as well. */
    public static SilenceStore shared(FencedRedis redis) {
        return new SilenceStore(redis, true);
    }

    /** Another one after each change; always the same when nobody else makes any. */
    String revision() {
        return shared
                ? Optional.ofNullable(redis.read(Request.cmd(Command.GET).arg(REVISION)))
                        .map(Response::toString)
                        .orElse(FIRST)
                : FIRST;
    }

    private void write(Request change) {
        if (shared) {
            redis.transact(List.of(change, Request.cmd(Command.INCR).arg(REVISION)));
        } else {
            redis.write(change);
        }
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
            write(Hashes.set(SILENCES, fields));
        }
    }

    void remove(Collection<UUID> ids) {
        if (!ids.isEmpty()) {
            write(Hashes.remove(SILENCES, ids.stream().map(UUID::toString).toList()));
        }
    }
}
