package io.hearth.runtime.health;

import io.hearth.runtime.redis.RedisBatch;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Whether Redis answers, for the services that keep something there. */
@Readiness
@ApplicationScoped
public class RedisReadiness implements HealthCheck {
    private final RedisBatch redis;
    private final RedisBatch.RedisLimits limits;

    RedisReadiness(RedisBatch redis, RedisBatch.RedisLimits limits) {
        this.redis = redis;
        this.limits = limits;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder check = HealthCheckResponse.named("redis");
        if (!limits.required()) {
            return check.up().withData("used", false).build();
        }
        try {
            redis.sendRepeatable(Request.cmd(Command.PING));
            return check.up().build();
        } catch (RuntimeException failure) {
            return check.down().withData("reason", failure.getMessage()).build();
        }
    }
}
