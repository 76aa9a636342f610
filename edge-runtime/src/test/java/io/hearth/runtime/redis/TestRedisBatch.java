package io.hearth.runtime.redis;

import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import java.time.Duration;
import java.util.function.Supplier;

/** Access to a Redis without an application around it. */
public final class TestRedisBatch implements AutoCloseable {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final Vertx vertx = Vertx.vertx();
    private final Redis client;
    private final RedisBatch batch;

    /** Waits long for each answer. */
    public TestRedisBatch(int port) {
        this(port, () -> LONG);
    }

    /** Waits so long for each answer. */
    public TestRedisBatch(int port, Duration timeout) {
        this(port, () -> timeout);
    }

    /** Waits so long for each answer, as it is when it is asked. */
    public TestRedisBatch(int port, Supplier<Duration> timeout) {
        client = Redis.createClient(
                vertx,
                new RedisOptions()
                        .setConnectionString("redis://127.0.0.1:" + port)
                        .setMaxPoolWaiting(1000)
                        .setMaxWaitingHandlers(65_536));
        batch = new RedisBatch(client, new RedisBatch.RedisLimits() {
            @Override
            public Duration timeout() {
                return timeout.get();
            }

            @Override
            public boolean required() {
                return true;
            }
        });
    }

    /** As services use it. */
    public RedisBatch batch() {
        return batch;
    }

    /** What is below it. */
    public Redis client() {
        return client;
    }

    @Override
    public void close() {
        client.close();
        vertx.close().await().atMost(LONG);
    }
}
