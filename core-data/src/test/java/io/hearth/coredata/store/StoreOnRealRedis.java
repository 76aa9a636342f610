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
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The store without an application, on a redis-server of its own. */
public final class StoreOnRealRedis implements AutoCloseable {
    private final RealRedis server;
    private final TestRedisBatch client;
    public final RedisBatch redis;
    public final EventStore store;
    public final EventIndex index;
    public final EventLog log;
    public final Devices devices;
    public final Latest latest;
    public final Removal removal;
    public final Purge purge;
    public final Changes changes;
    public final Counts counts;
    public final Rollups rollups;
    public final Sizes sizes;
    public final DataConfig config;

    public StoreOnRealRedis(Map<String, String> settings, String... redisOptions) {
        server = new RealRedis(redisOptions);
        server.start();
        client = new TestRedisBatch(server.port());
        redis = client.batch();
        config = config(settings);
        devices = new Devices(redis);
        index = new EventIndex(redis, devices, config);
        store = new EventStore(redis, index, config);
        log = new EventLog(redis, devices, config);
        latest = new Latest(redis, config);
        removal = new Removal(redis, index, devices, latest, config);
        purge = new Purge(redis, index, devices, removal, config);
        changes = new Changes(redis);
        counts = new Counts(redis);
        rollups = new Rollups(redis);
        sizes = new Sizes(redis);
    }

    /** The settings with some that differ; but origins of tests are never in the future, whatever the machine's clock says. */
    static DataConfig config(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of("hearth.data.store.ahead", "36500d"));
        all.putAll(settings);
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(DataConfig.class)
                .withDefaultValues(all)
                .build()
                .getConfigMapping(DataConfig.class);
    }

    /** The same store, to which events farther ahead of now than this are from the future; less than 0 makes past ones so. */
    EventStore storeWithAhead(Duration ahead) {
        return new EventStore(redis, index, config(Map.of("hearth.data.store.ahead", ahead.toSeconds() + "s")));
    }

    public static StoreOnRealRedis withDefaults() {
        return new StoreOnRealRedis(Map.of());
    }

    public Added add(Event event) {
        return store.add(List.of(event)).getFirst();
    }

    public List<Event> events(Selection selection, Page page) {
        return log.events(ListRequest.of(selection, page)).items().stream()
                .map(StoredEvent::event)
                .toList();
    }

    /** Another process on the same Redis. */
    Another another() {
        TestRedisBatch other = new TestRedisBatch(server.port());
        RedisBatch batch = other.batch();
        Devices its = new Devices(batch);
        EventIndex itsIndex = new EventIndex(batch, its, config);
        Removal itsRemoval = new Removal(batch, itsIndex, its, new Latest(batch, config), config);
        return new Another(other, new Purge(batch, itsIndex, its, itsRemoval, config));
    }

    record Another(TestRedisBatch client, Purge purge) implements AutoCloseable {
        @Override
        public void close() {
            client.close();
        }
    }

    /** How many keys there are of a pattern. */
    int keys(String pattern) {
        return redis.send(Request.cmd(Command.KEYS).arg(pattern)).size();
    }

    /** Sets Redis' {@code maxmemory}. */
    public void limitMemory(String octets) {
        redis.send(Request.cmd(Command.CONFIG).arg("SET").arg("maxmemory").arg(octets));
    }

    /** All keys that there are. */
    public List<String> keys() {
        List<String> keys = new ArrayList<>();
        redis.send(Request.cmd(Command.KEYS).arg("*")).forEach(key -> keys.add(key.toString()));
        return keys;
    }

    public void clear() {
        redis.send(Request.cmd(Command.FLUSHALL).arg("SYNC"));
    }

    public long usedMemory() {
        return Long.parseLong(info("memory", "used_memory:"));
    }

    void resetScriptTime() {
        redis.send(Request.cmd(Command.CONFIG).arg("RESETSTAT"));
    }

    /** What Redis itself spent in scripts since {@link #resetScriptTime}. */
    double scriptSeconds() {
        return scripts("usec=") / 1e6;
    }

    /** How often scripts were called since then. */
    long scriptCalls() {
        return scripts("calls=");
    }

    /** How often a command was called since {@link #resetScriptTime}. */
    long calls(String command) {
        return stat("cmdstat_" + command + ":", "calls=");
    }

    /** How often scripts were called at all. */
    public long scripts() {
        return scripts("calls=");
    }

    private long scripts(String field) {
        return stat("cmdstat_evalsha:", field);
    }

    private long stat(String command, String field) {
        String stats = info("commandstats", command);
        String rest = stats.substring(stats.indexOf(field) + field.length());
        return Long.parseLong(rest.substring(0, rest.indexOf(',')));
    }

    /** What Redis has needed of a processor since its start. */
    double cpuSeconds() {
        return Double.parseDouble(info("cpu", "used_cpu_user:")) + Double.parseDouble(info("cpu", "used_cpu_sys:"));
    }

    String info(String section, String field) {
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
