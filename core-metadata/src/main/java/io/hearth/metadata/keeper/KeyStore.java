package io.hearth.metadata.keeper;

import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.contracts.bus.Envelope;
import io.hearth.contracts.bus.EnvelopeCodec;
import io.hearth.contracts.bus.Topics;
import io.hearth.contracts.keeper.KeyChange;
import io.hearth.contracts.keeper.KeyValue;
import io.hearth.contracts.keeper.KeyValues;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.runtime.bus.Bus;
import io.hearth.runtime.door.CorrelationId;
import io.hearth.runtime.outbox.RedisOutbox;
import io.hearth.runtime.redis.RedisBatch;
import io.hearth.runtime.redis.Script;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The settings in Redis: the hash {@code md:kv} of texts by key, {@code md:kv:all} with the keys in their order, {@code
 * md:kv:octets} with the size of all. A change and what is told of it are one step; it is told after it, in order.
 */
@Singleton
class KeyStore {
    private static final String VALUES = "md:kv";
    private static final String INDEX = "md:kv:all";
    private static final String OCTETS = "md:kv:octets";
    private static final String OUTBOX = "md:kv:outbox";
    private static final Script PUT = Script.resource(KeyStore.class, "put.lua");
    private static final Script SEED = Script.resource(KeyStore.class, "seed.lua");
    private static final Script READ = Script.resource(KeyStore.class, "read.lua");
    private static final Script DELETE = Script.resource(KeyStore.class, "delete.lua");
    /** How long Redis remembers what a removal removed, should the answer be lost and the removal be sent again. */
    private static final long REMEMBERED_MILLIS = 60_000;

    private final RedisBatch redis;
    private final KeeperConfig config;
    private final Topics topics;
    private final RedisOutbox outbox;
    private final CorrelationId correlationId;

    KeyStore(RedisBatch redis, Bus bus, KeeperConfig config, CorrelationId correlationId) {
        this.correlationId = correlationId;
        this.redis = redis;
        this.config = config;
        this.topics = bus.topics();
        this.outbox = new RedisOutbox(OUTBOX, redis, bus);
    }

    void start(@Observes StartupEvent event) {
        outbox.start();
    }

    void stop(@Observes ShutdownEvent event) {
        outbox.close();
    }

    /** The key and those below it with their values, in the order of the keys; 404 when there is none. */
    List<KeyValue> values(Key key, boolean plain) {
        List<KeyValue> values = new ArrayList<>();
        for (Response entry : read(key)) {
            byte[] stored = entry.get(1).toBytes();
            String text = new String(stored, StandardCharsets.UTF_8);
            int first = text.indexOf(' ');
            int second = text.indexOf(' ', first + 1);
            String value = text.substring(second + 1);
            values.add(new KeyValue(
                    entry.get(0).toString(),
                    plain ? value : Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)),
                    Long.parseLong(text.substring(0, first)),
                    Long.parseLong(text.substring(first + 1, second))));
        }
        return values;
    }

    /** The key and those below it, in their order; 404 when there is none. */
    List<String> names(Key key) {
        List<String> names = new ArrayList<>();
        read(key).forEach(entry -> names.add(entry.get(0).toString()));
        return names;
    }

    private Response read(Key key) {
        Response found = READ.run(
                        redis,
                        () -> List.of(READ.call(List.of(VALUES, INDEX))
                                .arg(key.text())
                                .arg("[" + key.firstBelow())
                                .arg("(" + key.afterBelow())))
                .getFirst();
        if (found.size() == 0) {
            throw absent(key);
        }
        return found;
    }

    /**
     * Stores a value under the key, or each of its leaves under a key of its own.
     *
     * @return the keys that were written; 413 when there would be too many or too much in all, and nothing was
     */
    List<String> put(Key key, JsonNode value, boolean leaves) {
        Map<String, String> texts =
                leaves ? KeyValues.flatten(key.text(), value) : Map.of(key.text(), KeyValues.text(value));
        texts.keySet().forEach(this::checkLength);
        if (texts.isEmpty()) {
            return List.of();
        }
        long now = System.currentTimeMillis();
        byte[] news = news(key, value);
        if (news.length > config.maxChangeOctets()) {
            throw limit("what is told of the change would have " + news.length + " octets, allowed are "
                    + config.maxChangeOctets());
        }
        String refused = PUT.run(redis, () -> {
                    Request call = PUT.call(List.of(VALUES, INDEX, OCTETS, OUTBOX))
                            .arg(now)
                            .arg(config.maxKeys())
                            .arg(config.maxOctets());
                    tell(call, key, news);
                    texts.forEach((each, text) -> call.arg(each).arg(text));
                    return List.of(call);
                })
                .getFirst()
                .toString();
        refuse(refused);
        outbox.poke();
        return List.copyOf(texts.keySet());
    }

    /**
     * Stores texts where nobody has stored any, with 0 for their times, and renews those that are still so. Nobody is told.
     *
     * @param ready the key that is there once all this was stored; what is missing then was removed, and stays so
     */
    void seed(String ready, Map<String, String> texts) {
        String refused = SEED.run(redis, () -> {
                    Request call = SEED.call(List.of(VALUES, INDEX, OCTETS))
                            .arg(config.maxKeys())
                            .arg(config.maxOctets())
                            .arg(ready);
                    texts.forEach((each, text) -> call.arg(each).arg(text));
                    return List.of(call);
                })
                .getFirst()
                .toString();
        refuse(refused);
    }

    private void refuse(String why) {
        switch (why) {
            case "keys" -> throw limit("there would be more than " + config.maxKeys() + " keys");
            case "octets" -> throw limit("all keys and values would have more than " + config.maxOctets() + " octets");
            default -> {}
        }
    }

    private byte[] news(Key key, JsonNode value) {
        return EnvelopeCodec.encode(Envelope.event(new KeyChange(key.text(), value), correlationId.current()));
    }

    private void checkLength(String key) {
        if (key.getBytes(StandardCharsets.UTF_8).length > config.maxKeyOctets()) {
            throw new EdgexException(
                    ErrorKind.CONTRACT_INVALID,
                    "a key within value has more than " + config.maxKeyOctets() + " octets: " + key.substring(0, 64));
        }
    }

    /**
     * Removes a key, or all keys below it too.
     *
     * @return the keys that were removed; 404 when there is none, 409 when there are keys below that were not meant
     */
    List<String> delete(Key key, boolean below) {
        String mark = "md:kv:gone:" + UUID.randomUUID();
        byte[] news = news(key, null);
        Response gone = DELETE.run(redis, () -> {
                    Request call = DELETE.call(List.of(VALUES, INDEX, OCTETS, OUTBOX, mark))
                            .arg(key.text())
                            .arg("[" + key.firstBelow())
                            .arg("(" + key.afterBelow())
                            .arg(below ? 1 : 0)
                            .arg(REMEMBERED_MILLIS);
                    tell(call, key, news);
                    return List.of(call);
                })
                .getFirst();
        List<String> removed = new ArrayList<>();
        gone.get(1).forEach(name -> removed.add(name.toString()));
        switch (gone.get(0).toString()) {
            case "absent" -> throw absent(key);
            case "below" ->
                throw new EdgexException(
                        ErrorKind.STATUS_CONFLICT,
                        "there are keys below '" + key.text() + "', remove them too with prefixMatch=true");
            default -> outbox.poke();
        }
        return removed;
    }

    /** To our services, and to those of EdgeX, which wait at another topic. */
    private void tell(Request call, Key key, byte[] news) {
        call.arg(topics.keyChange(key.text()))
                .arg(topics.keyChangeForEdgex(key.text()))
                .arg(Buffer.buffer(news));
    }

    private static EdgexException absent(Key key) {
        return new EdgexException(
                ErrorKind.ENTITY_DOES_NOT_EXIST, "no key '" + key.text() + "' and none below it exists");
    }

    private static EdgexException limit(String what) {
        return new EdgexException(ErrorKind.LIMIT_EXCEEDED, what + ", nothing was stored");
    }
}
