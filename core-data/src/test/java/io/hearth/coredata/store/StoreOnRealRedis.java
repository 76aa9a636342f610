package io.hearth.coredata.store;

import io.hearth.contracts.event.Event;
import io.hearth.coredata.DataConfig;
import io.hearth.runtime.redis.RedisBatch;
import io.hearth.runtime.redis.TestRedisBatch;
import io.hearth.runtime.rest.Page;
import io.hearth.runtime.testing.RealRedis;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import java.util.List;
import java.util.Map;

/** The store without an application, on a redis-server of its own. */
final class StoreOnRealRedis implements AutoCloseable {
    private final RealRedis server = new RealRedis();
    private final TestRedisBatch client;
    final RedisBatch redis;
    final EventStore store;
    final EventIndex index;
    final EventLog log;

    StoreOnRealRedis(Map<String, String> settings) {
        server.start();
        client = new TestRedisBatch(server.port());
        redis = client.batch();
        DataConfig config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(DataConfig.class)
                .withDefaultValues(settings)
                .build()
                .getConfigMapping(DataConfig.class);
        Devices devices = new Devices(redis);
        index = new EventIndex(redis, devices, config);
        store = new EventStore(redis, index, config);
        log = new EventLog(redis, devices, config);
    }

    static StoreOnRealRedis withDefaults() {
        return new StoreOnRealRedis(Map.of());
    }

    Added add(Event event) {
        return store.add(List.of(event)).getFirst();
    }

    List<Event> events(Selection selection, Page page) {
        return log.events(ListRequest.of(selection, page)).items().stream()
                .map(StoredEvent::event)
                .toList();
    }

    void clear() {
        redis.send(Request.cmd(Command.FLUSHALL).arg("SYNC"));
    }

    long usedMemory() {
        return Long.parseLong(info("memory", "used_memory:"));
    }

    void resetScriptTime() {
        redis.send(Request.cmd(Command.CONFIG).arg("RESETSTAT"));
    }

    /** What Redis itself spent in scripts since {@link #resetScriptTime}. */
    double scriptSeconds() {
        String calls = info("commandstats", "cmdstat_evalsha:");
        String micros = calls.substring(calls.indexOf("usec=") + "usec=".length());
        return Long.parseLong(micros.substring(0, micros.indexOf(','))) / 1e6;
    }

    private String info(String section, String field) {
        return redis.send(Request.cmd(Command.INFO).arg(section))
                .toString()
                .lines()
                .filter(line -> line.startsWith(field))
                .map(line -> line.substring(field.length()).trim())
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
