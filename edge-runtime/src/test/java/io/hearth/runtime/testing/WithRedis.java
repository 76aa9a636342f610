package io.hearth.runtime.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Gives a {@code @QuarkusTest} a Redis of its own; {@link #redis} lets the test kill it and start it again. */
public final class WithRedis implements QuarkusTestResourceLifecycleManager {
    private static volatile RealRedis redis;

    /** The server of the running test. */
    public static RealRedis redis() {
        return redis;
    }

    @Override
    public Map<String, String> start() {
        redis = new RealRedis();
        redis.start();
        return Map.of("quarkus.redis.hosts", "redis://127.0.0.1:" + redis.port());
    }

    @Override
    public void stop() {
        redis.close();
    }
}
