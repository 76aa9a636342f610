package io.hearth.box;

import io.hearth.box.broker.BrokerFailed;
import io.hearth.box.broker.EmbeddedBroker;
import io.hearth.box.redis.EmbeddedRedis;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** What the services stand on: the broker and Redis, embedded or used where they are. Closed after the services. */
final class Parts implements AutoCloseable {
    private final Optional<EmbeddedBroker> broker;
    private final Optional<EmbeddedRedis> redis;

    private Parts(Optional<EmbeddedBroker> broker, Optional<EmbeddedRedis> redis) {
        this.broker = broker;
        this.redis = redis;
    }

    /** Starts what is embedded, both at once, and tells on the screen. */
    static Parts start(BoxPlan plan) throws InterruptedException {
        FutureTask<Optional<EmbeddedRedis>> redisStart = started(() -> redis(plan));
        Optional<EmbeddedBroker> broker = Optional.empty();
        try {
            broker = broker(plan);
            return new Parts(broker, redisStart.get());
        } catch (BrokerFailed | IOException failed) {
            closeQuietly(broker, redisStart);
            throw new Refusal(failed.getMessage());
        } catch (ExecutionException failed) {
            closeQuietly(broker, redisStart);
            throw new Refusal("Redis did not start: " + Progress.reason(failed) + "; more in "
                    + plan.logs().resolve("redis.log"));
        }
    }

    private static Optional<EmbeddedBroker> broker(BoxPlan plan) throws IOException {
        if (!plan.embedsBroker()) {
            Progress.up("broker", plan.broker(), "MQTT, not ours");
            return Optional.empty();
        }
        EmbeddedBroker started = EmbeddedBroker.start(
                plan.config().broker(),
                plan.broker(),
                plan.data().resolve("broker"),
                plan.config().minFreeDisk().asLongValue());
        Progress.up("broker", plan.broker(), "MQTT 3.1.1 and 5");
        return Optional.of(started);
    }

    private static Optional<EmbeddedRedis> redis(BoxPlan plan) throws IOException, InterruptedException {
        if (!plan.embedsRedis()) {
            Progress.up("redis", plan.redis(), "not ours");
            return Optional.empty();
        }
        EmbeddedRedis started = EmbeddedRedis.start(
                plan.config().redis(), plan.redis(), plan.data().resolve("redis"), plan.logs());
        Progress.up("redis", plan.redis(), started.program().toString());
        return Optional.of(started);
    }

    private static <T> FutureTask<T> started(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread.ofPlatform().name("start-redis").start(task);
        return task;
    }

    private static void closeQuietly(Optional<EmbeddedBroker> broker, FutureTask<Optional<EmbeddedRedis>> redisStart)
            throws InterruptedException {
        broker.ifPresent(EmbeddedBroker::close);
        try {
            redisStart.get().ifPresent(EmbeddedRedis::close);
        } catch (ExecutionException itDidNotStartEither) {
            // the first reason is told
        }
    }

    /** Stops the broker, so that nothing new is acknowledged, then Redis. */
    @Override
    public void close() {
        try {
            broker.ifPresent(EmbeddedBroker::close);
        } finally {
            redis.ifPresent(EmbeddedRedis::close);
        }
    }
}
