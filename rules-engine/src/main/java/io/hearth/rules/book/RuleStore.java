package io.hearth.rules.book;

import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.contracts.codec.Json;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.rules.document.DocumentText;
import io.hearth.rules.document.FixedLimits;
import io.hearth.rules.document.RuleReader;
import io.hearth.rules.document.RuleWriter;
import io.hearth.rules.rule.KnownRule;
import io.hearth.rules.rule.Rule;
import io.hearth.rules.store.FencedRedis;
import io.hearth.rules.store.Hashes;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jboss.logging.Logger;

/**
 * The rules in Redis: one hash, by name, each as its document with what the engine knows about it; beside it what they were
 * before ({@link RuleHistory}), under the same hash tag, so that both change in one transaction.
 */
public final class RuleStore {
    private static final Logger LOG = Logger.getLogger(RuleStore.class);
    static final String RULES = "re:rules";
    private static final String FILES = "{" + RULES + "}:files";
    private static final int AT_ONCE = 500;

    private final RuleReader reader = new RuleReader(FixedLimits.NONE);
    private final FencedRedis redis;
    private final RuleHistory history;
    /** Why stored rules are not understood, by name. */
    private final NavigableMap<String, String> unread = new ConcurrentSkipListMap<>();

    /** On this Redis, with this history. */
    public RuleStore(FencedRedis redis, RuleHistory history) {
        this.redis = redis;
        this.history = history;
    }

    /** On this Redis, with as much history as by default. */
    public RuleStore(FencedRedis redis) {
        this(redis, new RuleHistory(redis, 50, 1000, Duration.ofDays(30)));
    }

    List<KnownRule> load() {
        // A field that is changed during the scan can come twice.
        Map<String, KnownRule> rules = new HashMap<>();
        Set<String> names = new HashSet<>();
        Hashes.scan(redis::read, RULES, (name, json) -> {
            names.add(name);
            read(name, json).ifPresent(rule -> rules.put(name, rule));
        });
        unread.keySet().retainAll(names);
        return List.copyOf(rules.values());
    }

    /** Why stored rules are not understood, as far as they were looked at, in the order of their names. */
    Map<String, String> unread() {
        return Collections.unmodifiableMap(unread);
    }

    /** The rules of these names, as far as there are any. */
    Map<String, KnownRule> load(Collection<String> names) {
        List<String> all = List.copyOf(names);
        Map<String, KnownRule> rules = new HashMap<>();
        Map<String, byte[]> stored = bytes(all);
        stored.forEach((name, json) -> read(name, json).ifPresent(rule -> rules.put(name, rule)));
        all.stream().filter(name -> !stored.containsKey(name)).forEach(unread::remove);
        return rules;
    }

    /** Stores the steps of a plan and something else in one transaction. Bears repeating. */
    void save(Plan plan, String by, List<Request> alongside) {
        redis.transact(requests(plan, by, alongside));
    }

    /** What stores the steps of a plan and something else. */
    List<Request> requests(Plan plan, String by, List<Request> alongside) {
        List<Change> changes = plan.changes();
        refuseTaken(plan);
        Map<String, byte[]> stored = stored(changes);
        Map<String, byte[]> present = new LinkedHashMap<>();
        List<String> gone = new ArrayList<>();
        List<Request> requests = new ArrayList<>();
        for (Change change : changes) {
            change.before().ifPresent(before -> {
                String name = before.rule().name();
                Optional.ofNullable(stored.get(name)).ifPresent(bytes -> requests.addAll(history.past(before, bytes)));
                if (change.after().isEmpty()) {
                    Optional.ofNullable(stored.remove(name))
                            .ifPresent(bytes -> requests.addAll(history.deleted(before, bytes, by, plan.now())));
                    present.remove(name);
                    gone.add(name);
                }
            });
            change.revived().ifPresent(deleted -> requests.addAll(history.revived(deleted)));
            change.after().ifPresent(after -> {
                byte[] bytes = write(after, by);
                stored.put(after.rule().name(), bytes);
                present.put(after.rule().name(), bytes);
                gone.remove(after.rule().name());
            });
        }
        if (!present.isEmpty()) {
            requests.add(Hashes.set(RULES, present));
        }
        if (!gone.isEmpty()) {
            requests.add(Hashes.remove(RULES, gone));
        }
        requests.addAll(alongside);
        return requests;
    }

    /** What is stored under a name and not understood here is another Hearth's rule, and is not written over. */
    private void refuseTaken(Plan plan) {
        List<String> begun = plan.changes().stream()
                .filter(change -> change.before().isEmpty())
                .flatMap(change -> change.after().stream())
                .map(rule -> rule.rule().name())
                .distinct()
                .toList();
        Map<String, byte[]> taken = bytes(begun);
        begun.stream().filter(name -> !taken.containsKey(name)).forEach(unread::remove);
        taken.forEach((name, json) -> {
            if (read(name, json).isEmpty()) {
                throw new EdgexException(
                        ErrorKind.STATUS_CONFLICT,
                        "there is a rule '" + name
                                + "' that another Hearth has stored and that is not understood here; nothing was changed");
            }
        });
    }

    /** What is stored of the rules that are changed or deleted: it becomes their history as it is. */
    private Map<String, byte[]> stored(List<Change> changes) {
        return bytes(changes.stream()
                .flatMap(change -> change.before().stream())
                .map(rule -> rule.rule().name())
                .distinct()
                .toList());
    }

    private Map<String, byte[]> bytes(List<String> names) {
        Map<String, byte[]> stored = new HashMap<>();
        for (int from = 0; from < names.size(); from += AT_ONCE) {
            List<String> part = names.subList(from, Math.min(from + AT_ONCE, names.size()));
            Request request = Request.cmd(Command.HMGET).arg(RULES);
            part.forEach(request::arg);
            Response values = redis.read(request);
            for (int i = 0; i < part.size(); i++) {
                if (values.get(i) != null) {
                    stored.put(part.get(i), values.get(i).toBytes());
                }
            }
        }
        return stored;
    }

    /** The versions of a rule, the newest in front: as it is, and what it was. */
    List<Version> versions(KnownRule rule) {
        List<byte[]> all = new ArrayList<>();
        Optional.ofNullable(redis.read(
                        Request.cmd(Command.HGET).arg(RULES).arg(rule.rule().name())))
                .ifPresent(value -> all.add(value.toBytes()));
        all.addAll(history.of(rule.id()));
        return all.stream().map(RuleStore::version).toList();
    }

    /** The rules that were deleted last and can be had back, the last one in front. */
    List<DeletedRule> deleted() {
        return history.deleted();
    }

    /** A document that was stored, as a rule; it was within the bounds of its time. */
    Rule rule(JsonNode document) {
        return reader.read(document);
    }

    /** The files that were taken up, by name. */
    Map<String, TakenFile> files() {
        Map<String, TakenFile> files = new HashMap<>();
        Hashes.scan(redis::read, FILES, (name, json) -> TakenFile.read(json)
                .ifPresentOrElse(
                        file -> files.put(name, file),
                        () -> LOG.warnf("stored entry of a file with rules is not understood file=%s", name)));
        return files;
    }

    /** Remembers a file, to be stored with its rules. */
    static Request remember(String name, TakenFile file) {
        return Hashes.set(FILES, Map.of(name, Json.bytes(file)));
    }

    private static Version version(byte[] json) {
        JsonNode stored = DocumentText.parse(json);
        return new Version(
                stored.path("version").asLong(),
                Instant.ofEpochMilli(stored.path("modified").asLong()),
                stored.path("by").asText(""),
                stored.path("rule"));
    }

    private static byte[] write(KnownRule rule, String by) {
        Map<String, Object> stored = new LinkedHashMap<>();
        stored.put("id", rule.id());
        stored.put("version", rule.version());
        stored.put("armed", rule.armed());
        stored.put("created", rule.created().toEpochMilli());
        stored.put("modified", rule.modified().toEpochMilli());
        stored.put("by", by);
        stored.put("rule", RuleWriter.write(rule.rule()));
        return Json.bytes(stored);
    }

    private Optional<KnownRule> read(String name, byte[] json) {
        try {
            JsonNode stored = DocumentText.parse(json);
            KnownRule rule = new KnownRule(
                    UUID.fromString(stored.path("id").asText()),
                    reader.read(stored.path("rule")),
                    stored.path("version").asLong(),
                    stored.path("armed").asLong(),
                    Instant.ofEpochMilli(stored.path("created").asLong()),
                    Instant.ofEpochMilli(stored.path("modified").asLong()));
            unread.remove(name);
            return Optional.of(rule);
        } catch (IllegalArgumentException notUnderstood) {
            // Written by a newer version: evaluated by nobody is better than evaluated by half.
            LOG.warnf(
                    "stored rule is not understood and left alone rule=%s reason=%s", name, notUnderstood.getMessage());
            unread.put(name, String.valueOf(notUnderstood.getMessage()));
            return Optional.empty();
        }
    }
}
