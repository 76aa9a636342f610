package io.hearth.runtime.testing;

import io.hearth.runtime.redis.RedisBatch;
import io.hearth.runtime.redis.TestRedisBatch;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A Redis of a test class' own, empty before each test: no service that other tests look at writes there, or misses what is
 * emptied. Registered with {@code @RegisterExtension} in a static field.
 */
public final class OwnRedis implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {
    private final RealRedis server = new RealRedis();
    private TestRedisBatch connection;

    @Override
    public void beforeAll(ExtensionContext context) {
        server.start();
        connection = new TestRedisBatch(server.port());
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        batch().send(Request.cmd(Command.FLUSHALL));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        connection.close();
        server.close();
    }

    /** To be killed and started again. */
    public RealRedis server() {
        return server;
    }

    /** As services use it. */
    public RedisBatch batch() {
        return connection.batch();
    }

    /** What is below it. */
    public Redis client() {
        return connection.client();
    }
}
