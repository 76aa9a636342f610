package io.hearth.rules.silence;

import io.hearth.contracts.bus.NameEscape;
import io.hearth.rules.rule.Firing;
import io.hearth.rules.store.FencedRedis;
import io.hearth.rules.store.Hashes;
import io.hearth.rules.store.Partition;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What silences hold back, in Redis: a hash for each partition of devices, by rule and device. */
public final class HeldBackStore {
    private final FencedRedis redis;

    /** On this Redis. */
    public HeldBackStore(FencedRedis redis) {
        this.redis = redis;
    }

    List<HeldBack> load() {
        List<HeldBack> all = new ArrayList<>();
        List<Request> requests =
                redis.partitions().map(Partition::heldBack).map(Hashes::getAll).toList();
        for (Response response : redis.read(requests)) {
            Hashes.read(response).forEach((field, text) -> read(field, text).ifPresent(all::add));
        }
        return all;
    }

    static List<Request> set(Collection<HeldBack> held) {
        List<Request> requests = new ArrayList<>();
        Partition.group(held, HeldBack::device).forEach((partition, group) -> {
            Map<String, byte[]> fields = new HashMap<>();
            group.forEach(one -> fields.put(
                    field(one.ruleId(), one.device()),
                    (one.watch() + " " + one.kind() + " " + one.at()).getBytes(StandardCharsets.UTF_8)));
            requests.add(Hashes.set(partition.heldBack(), fields));
        });
        return requests;
    }

    static List<Request> remove(Collection<HeldBack> held) {
        List<Request> requests = new ArrayList<>();
        Partition.group(held, HeldBack::device)
                .forEach((partition, group) -> requests.add(Hashes.remove(
                        partition.heldBack(),
                        group.stream()
                                .map(one -> field(one.ruleId(), one.device()))
                                .toList())));
        return requests;
    }

    void drop(Collection<HeldBack> held) {
        redis.write(remove(held));
    }

    private static String field(UUID ruleId, String device) {
        return ruleId + "/" + NameEscape.escape(device);
    }

    private static Optional<HeldBack> read(String field, byte[] text) {
        String[] words = new String(text, StandardCharsets.UTF_8).split(" ");
        int slash = field.indexOf('/');
        try {
            return Optional.of(new HeldBack(
                    UUID.fromString(field.substring(0, slash)),
                    words[0],
                    NameEscape.unescape(field.substring(slash + 1)),
                    Firing.Kind.valueOf(words[1]),
                    Instant.parse(words[2])));
        } catch (IndexOutOfBoundsException | IllegalArgumentException | DateTimeException notOurs) {
            return Optional.empty();
        }
    }
}
