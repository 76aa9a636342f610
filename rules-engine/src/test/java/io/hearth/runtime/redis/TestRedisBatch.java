package io.hearth.runtime.redis;

import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import java.time.Duration;

/** Access to a Redis without an application around it. */
public final class TestRedisBatch implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final Redis client;
    private final RedisBatch batch;

    public TestRedisBatch(int port, Duration timeout) {
        client = Redis.createClient(
                vertx,
                new RedisOptions()
                        .setConnectionString("redis://127.0.0.1:" + port)
                        .setMaxPoolWaiting(1000)
                        .setMaxWaitingHandlers(65_536));
        batch = new RedisBatch(client, new RedisBatch.RedisLimits() {
            @Override
            public Duration timeout() {
                return timeout;
            }

            @Override
            public boolean required() {
                return true;
            }
        });
    }

    public RedisBatch batch() {
        return batch;
    }

    @Override
    public void close() {
        client.close();
        vertx.close().await().atMost(Duration.ofSeconds(5));
    }
}
