package io.hearth.box;

import io.hearth.box.broker.BrokerFailed;
import io.hearth.box.broker.EmbeddedBroker;
import io.hearth.box.redis.EmbeddedRedis;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** What the services stand on: the broker and Redis, embedded or used where they are. Closed after the services. */
final class Parts implements AutoCloseable {
    private final BoxPlan plan;
    private final Optional<EmbeddedBroker> broker;
    private final Optional<EmbeddedRedis> redis;

    private Parts(BoxPlan plan, Optional<EmbeddedBroker> broker, Optional<EmbeddedRedis> redis) {
        this.plan = plan;
        this.broker = broker;
        this.redis = redis;
    }

    /** Starts what is embedded, both at once, and tells on the screen. */
    static Parts start(BoxPlan plan) throws InterruptedException {
        FutureTask<Optional<EmbeddedRedis>> redisStart = started(() -> redis(plan));
        Optional<EmbeddedBroker> broker = Optional.empty();
        try {
            broker = broker(plan);
            return new Parts(plan, broker, redisStart.get());
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

    /** The settings by which the services find these parts, and each other, at the ports of this box. */
    Map<String, String> settingsForServices() {
        BoxConfig config = plan.config();
        Map<String, String> settings = new HashMap<>();
        settings.put("quarkus.http.host", config.host());
        settings.put("quarkus.http.port", Integer.toString(plan.http()));
        settings.put("quarkus.log.file.path", plan.logs().resolve("box.log").toString());
        settings.put("hearth.box.data", plan.data().toString());
        settings.put("hearth.doors.port-offset", Integer.toString(config.portOffset()));
        settings.put("hearth.bus.host", plan.broker().host());
        settings.put("hearth.bus.port", Integer.toString(plan.broker().port()));
        if (broker.isPresent()) {
            config.broker().user().ifPresent(user -> settings.put("hearth.bus.username", user));
            config.broker().password().ifPresent(password -> settings.put("hearth.bus.password", password));
        }
        settings.put("quarkus.redis.hosts", "redis://" + plan.redis());
        if (redis.isEmpty()) {
            config.redis().password().ifPresent(password -> settings.put("quarkus.redis.password", password));
        }
        settings.put("hearth.keeper.url", url(Service.CORE_KEEPER));
        settings.put("hearth.command.metadata-url", url(Service.CORE_METADATA));
        settings.put("hearth.command.public-url", url(Service.CORE_COMMAND));
        settings.put("hearth.data.metadata.url", url(Service.CORE_METADATA));
        settings.put("hearth.device.metadata-url", url(Service.CORE_METADATA));
        settings.put("hearth.device.base-address", url(Service.DEVICE_MQTT));
        settings.put(
                "hearth.device.data-dir",
                plan.data().resolve(Service.DEVICE_MQTT.key()).toString());
        // Another broker does not stamp, and then anybody could: the property of a stranger is not believed.
        settings.put("hearth.device.mqtt.broker-stamps-origin", Boolean.toString(broker.isPresent()));
        return settings;
    }

    private String url(Service service) {
        return "http://" + new Server(plan.config().host(), plan.doors().get(service.key()));
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
