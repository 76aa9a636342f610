package io.hearth.bench.store;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hearth.contracts.codec.Json;
import io.hearth.contracts.event.Event;
import io.hearth.contracts.event.Reading;
import io.hearth.contracts.event.ReadingValue;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;

/**
 * How EdgeX 2 and 3 kept events in Redis, to compare with: a JSON document per event and per reading, and a sorted set for each
 * way to look them up. Written in pipelines of 100 events.
 */
final class EdgeX3Layout {
    private static final int PIPELINE = 100;

    private EdgeX3Layout() {}

    static void write(Jedis redis, Fleet fleet, long events) {
        for (long from = 0; from < events; from += PIPELINE) {
            Pipeline pipeline = redis.pipelined();
            for (long number = from; number < Math.min(events, from + PIPELINE); number++) {
                add(pipeline, fleet.event(number));
            }
            pipeline.sync();
        }
    }

    private static void add(Pipeline to, Event event) {
        String key = "cd|evt:" + event.id();
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("id", event.id())
                .put("deviceName", event.deviceName())
                .put("profileName", event.profileName())
                .put("sourceName", event.sourceName())
                .put("origin", event.origin());
        to.set(key, text(document));
        to.zadd("cd|evt", 0, key);
        to.zadd("cd|evt:origin", event.origin(), key);
        to.zadd("cd|evt:deviceName:" + event.deviceName(), event.origin(), key);
        to.zadd("cd|evt:deviceName:sourceName:" + event.deviceName() + ":" + event.sourceName(), event.origin(), key);
        for (Reading reading : event.readings()) {
            String readingKey = "cd|rdg:" + UUID.randomUUID();
            to.set(readingKey, text(document(reading)));
            to.zadd("cd|rdg", 0, readingKey);
            to.zadd("cd|rdg:origin", reading.origin(), readingKey);
            to.zadd("cd|rdg:deviceName:" + reading.deviceName(), reading.origin(), readingKey);
            to.zadd("cd|rdg:resourceName:" + reading.resourceName(), reading.origin(), readingKey);
            to.zadd(
                    "cd|rdg:deviceName:resourceName:" + reading.deviceName() + ":" + reading.resourceName(),
                    reading.origin(),
                    readingKey);
            to.zadd("cd|evt:readings:" + event.id(), reading.origin(), readingKey);
        }
    }

    private static ObjectNode document(Reading reading) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", UUID.randomUUID().toString())
                .put("origin", reading.origin())
                .put("deviceName", reading.deviceName())
                .put("resourceName", reading.resourceName())
                .put("profileName", reading.profileName())
                .put("valueType", reading.valueType())
                .put("value", ((ReadingValue.Simple) reading.value()).text());
    }

    private static String text(ObjectNode document) {
        return new String(Json.bytes(document), StandardCharsets.UTF_8);
    }
}
