package io.hearth.rules.book;

import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.contracts.codec.Json;
import io.hearth.rules.document.DocumentText;
import io.hearth.rules.document.FixedLimits;
import io.hearth.rules.document.RuleReader;
import io.hearth.rules.document.RuleWriter;
import io.hearth.rules.rule.KnownRule;
import io.hearth.rules.store.FencedRedis;
import io.hearth.rules.store.Hashes;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/** The rules in Redis: one hash, by name, each as its document with what the engine knows about it. */
public final class RuleStore {
    private static final Logger LOG = Logger.getLogger(RuleStore.class);
    private static final String RULES = "re:rules";

    private final RuleReader reader = new RuleReader(FixedLimits.NONE);

    private final FencedRedis redis;

    /** On this Redis. */
    public RuleStore(FencedRedis redis) {
        this.redis = redis;
    }

    List<KnownRule> load() {
        List<KnownRule> rules = new ArrayList<>();
        Hashes.read(redis.read(Hashes.getAll(RULES)))
                .forEach((name, json) -> read(name, json).ifPresent(rules::add));
        return rules;
    }

    /** All in one command, so that none is stored by half. */
    void save(Collection<KnownRule> rules) {
        if (rules.isEmpty()) {
            return;
        }
        Map<String, byte[]> fields = new HashMap<>();
        rules.forEach(rule -> fields.put(rule.rule().name(), write(rule)));
        redis.write(Hashes.set(RULES, fields));
    }

    void delete(String name) {
        redis.write(Request.cmd(Command.HDEL).arg(RULES).arg(name));
    }

    private static byte[] write(KnownRule rule) {
        Map<String, Object> stored = new LinkedHashMap<>();
        stored.put("id", rule.id());
        stored.put("version", rule.version());
        stored.put("armed", rule.armed());
        stored.put("created", rule.created().toEpochMilli());
        stored.put("modified", rule.modified().toEpochMilli());
        stored.put("rule", RuleWriter.write(rule.rule()));
        return Json.bytes(stored);
    }

    private Optional<KnownRule> read(String name, byte[] json) {
        try {
            JsonNode stored = DocumentText.parse(json);
            return Optional.of(new KnownRule(
                    UUID.fromString(stored.path("id").asText()),
                    reader.read(stored.path("rule")),
                    stored.path("version").asLong(),
                    stored.path("armed").asLong(),
                    Instant.ofEpochMilli(stored.path("created").asLong()),
                    Instant.ofEpochMilli(stored.path("modified").asLong())));
        } catch (IllegalArgumentException notUnderstood) {
            // Written by a newer version: evaluated by nobody is better than evaluated by half.
            LOG.warnf(
                    "stored rule is not understood and left alone rule=%s reason=%s", name, notUnderstood.getMessage());
            return Optional.empty();
        }
    }
}
