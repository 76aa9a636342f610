package io.hearth.runtime.redis;

import io.hearth.runtime.mqtt.ConnectionFailure;
import io.hearth.runtime.stop.StopDeadline;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.mutiny.TimeoutException;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Redis, many commands a round trip. Blocking: call it from a virtual thread or a writer of your own, never from an event
 * loop.
 */
@ApplicationScoped
public class RedisBatch {
    /** The client puts the command's position in the batch before Redis' own message. */
    private static final Pattern BATCH_POSITION = Pattern.compile("^ERR \\[\\d+] ");

    private final Redis redis;
    private final RedisLimits limits;

    /** Bounds of every call to Redis. */
    @ConfigMapping(prefix = "hearth.redis")
    public interface RedisLimits {
        /** How long a round trip may take before the caller is told that Redis is unavailable. */
        @WithDefault("5s")
        Duration timeout();

        /** Whether this process needs Redis to be ready: the device service alone keeps nothing there. */
        @WithDefault("true")
        boolean required();
    }

    RedisBatch(Redis redis, RedisLimits limits) {
        this.redis = redis;
        this.limits = limits;
    }

    /**
     * Sends all commands in one write and waits for all replies, in order.
     *
     * @throws RedisError       when Redis refused one of them (the others may have been carried out)
     * @throws StoreUnavailable when Redis cannot be reached, is loading, full or too slow
     */
    public List<Response> send(List<Request> requests) {
        return requests.isEmpty() ? List.of() : sendAll(requests);
    }

    /** Sends one command and waits for its reply, which is null for Redis' nil. */
    public Response send(Request request) {
        return sendAll(List.of(request)).getFirst();
    }

    /**
     * As {@link #send(List)} for commands that may be repeated: tries once more when the connection was lost, because the
     * first command after Redis was restarted meets a connection that is already dead.
     */
    public List<Response> sendRepeatable(List<Request> requests) {
        try {
            return send(requests);
        } catch (StoreUnavailable lost) {
            if (Thread.currentThread().isInterrupted()) {
                // Whoever asked does not want it any more.
                throw lost;
            }
            return send(requests);
        }
    }

    /** As {@link #sendRepeatable(List)} for one command. */
    public Response sendRepeatable(Request request) {
        return sendRepeatable(List.of(request)).getFirst();
    }

    private List<Response> sendAll(List<Request> requests) {
        Duration longest = StopDeadline.atMost(limits.timeout());
        try {
            return redis.batch(requests).await().atMost(longest);
        } catch (TimeoutException slow) {
            throw new StoreUnavailable(
                    longest.compareTo(limits.timeout()) < 0
                            ? "the service stops, and redis did not answer within the " + longest.toMillis()
                                    + " ms that were left"
                            : "redis did not answer within " + longest.toMillis() + " ms",
                    slow);
        } catch (RuntimeException failure) {
            throw explain(failure);
        }
    }

    private static RuntimeException explain(RuntimeException failure) {
        Throwable cause = failure;
        while (cause != null) {
            if (cause instanceof ErrorType error) {
                String message = BATCH_POSITION.matcher(error.getMessage()).replaceFirst("");
                return RedisError.isTemporary(message)
                        ? new StoreUnavailable("redis: " + message, failure)
                        : new RedisError(message, failure);
            }
            cause = cause.getCause();
        }
        return new StoreUnavailable("redis cannot be reached: " + ConnectionFailure.reason("Redis", failure), failure);
    }
}
