package io.hearth.bench.store;

import org.HdrHistogram.Histogram;
import redis.clients.jedis.Jedis;

/**
 * How long Redis lets others wait: a connection of its own that pings without pause. What it waits longest is at least as
 * long as the longest command that ran meanwhile.
 */
final class Stalls implements AutoCloseable {
    private final Jedis redis;
    private final Histogram nanos = new Histogram(3);
    private final Thread thread;
    private volatile boolean over;

    Stalls(int port) {
        redis = new Jedis("127.0.0.1", port);
        redis.configSet("slowlog-log-slower-than", "1000");
        redis.configSet("slowlog-max-len", "1000");
        redis.slowlogReset();
        thread = Thread.ofPlatform().start(() -> {
            while (!over) {
                long asked = System.nanoTime();
                redis.ping();
                nanos.recordValue(System.nanoTime() - asked);
            }
        });
    }

    /**
     * What was seen.
     *
     * @param ping           the 99.9th percentile of a ping in ms, {@code longestPing} the longest: it has in it whatever else the
     *                       machine did
     * @param overFive       how many commands took more than 5 ms by Redis' own account
     * @param longestCommand the longest one in ms, and which
     */
    record Seen(double ping, double longestPing, long overFive, double longestCommand, String command) {}

    Seen seen() throws InterruptedException {
        over = true;
        thread.join();
        var slowest = redis.slowlogGet(1000).stream()
                .max(java.util.Comparator.comparingLong(entry -> entry.getExecutionTime()));
        return new Seen(
                nanos.getValueAtPercentile(99.9) / 1e6,
                nanos.getMaxValue() / 1e6,
                redis.slowlogGet(1000).stream()
                        .filter(entry -> entry.getExecutionTime() > 5_000)
                        .count(),
                slowest.map(entry -> entry.getExecutionTime() / 1e3).orElse(1.0),
                slowest.map(entry -> entry.getArgs().getFirst()).orElse("none over 1 ms"));
    }

    @Override
    public void close() {
        over = true;
        redis.close();
    }
}
