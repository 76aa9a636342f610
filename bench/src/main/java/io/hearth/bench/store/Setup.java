package io.hearth.bench.store;

import io.hearth.runtime.testing.RealBroker;
import io.hearth.runtime.testing.RealRedis;
import java.util.List;
import org.awaitility.Awaitility;
import redis.clients.jedis.Jedis;

/** core-data with a Redis and a broker of its own. */
final class Setup implements AutoCloseable {
    final RealRedis redis = new RealRedis();
    final RealBroker broker = new RealBroker();
    final CoreDataProcess coreData;

    /** Starts all three; {@code settings} are core-data's, {@code name=value}. */
    Setup(String... settings) {
        redis.start();
        broker.start();
        coreData = new CoreDataProcess(broker.port(), redis.port(), List.of(settings)).ready();
    }

    /**
     * Sends events through the bus.
     *
     * @return seconds from the first publish until core-data has taken in the last event
     */
    double through(Fleet fleet, long from, long to) throws InterruptedException {
        long before = coreData.counter("hearth_messages_received_total");
        long begin = System.nanoTime();
        try (EventLoad load = new EventLoad(broker.port())) {
            load.publish(fleet, from, to);
        }
        Awaitility.await("all events taken in")
                .atMost(java.time.Duration.ofMinutes(10))
                .pollInterval(java.time.Duration.ofMillis(50))
                .until(() -> coreData.counter("hearth_messages_received_total") - before >= to - from);
        return (System.nanoTime() - begin) / 1e9;
    }

    /** The octets that Redis uses for data, by its own account. */
    long octets() {
        return octets(redis.port());
    }

    static long octets(int port) {
        try (Jedis jedis = new Jedis("127.0.0.1", port)) {
            return jedis.info("memory")
                    .lines()
                    .filter(line -> line.startsWith("used_memory_dataset:"))
                    .mapToLong(line ->
                            Long.parseLong(line.substring(line.indexOf(':') + 1).trim()))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Override
    public void close() {
        coreData.close();
        broker.close();
        redis.close();
    }
}
