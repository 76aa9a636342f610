package io.hearth.box.preflight;

import io.hearth.box.BoxPlan;
import io.hearth.box.Refusal;
import io.hearth.box.Server;
import io.hearth.box.redis.RedisProbe;
import io.hearth.runtime.mqtt.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.Config;

/** What can be known to go wrong before anything is started. Each failure is a {@link Refusal} of one line. */
public final class Preflight {
    private static final Duration ANSWER = Duration.ofSeconds(3);
    private static final Duration FOR_OUR_OLD_REDIS = Duration.ofSeconds(5);

    private Preflight() {}

    /** Checks the servers that are used instead of embedded ones, and the ports that will be opened. */
    public static void check(BoxPlan plan, Config all) throws InterruptedException {
        if (!plan.embedsRedis()) {
            redis(plan);
        }
        if (!plan.embedsBroker()) {
            broker(plan, all);
        }
        if (plan.embedsRedis()) {
            awaitOldRedis(plan);
        }
        plan.opened().forEach((port, use) -> port(plan, port, use));
    }

    /** One with TLS is not asked: the bus tells in its log and readiness why it does not get in. */
    private static void broker(BoxPlan plan, Config all) {
        if (all.getOptionalValue("hearth.bus.tls.enabled", Boolean.class).orElse(false)) {
            return;
        }
        MqttProbe.ask(plan.broker(), secret(all, "hearth.bus.username"), secret(all, "hearth.bus.password"), ANSWER)
                .ifPresent(why -> {
                    throw new Refusal("the MQTT broker at %s cannot be used: %s".formatted(plan.broker(), why));
                });
    }

    private static Optional<String> secret(Config all, String setting) {
        try {
            return Secret.of(
                    setting,
                    all.getOptionalValue(setting, String.class),
                    all.getOptionalValue(setting + "-file", Path.class));
        } catch (IllegalArgumentException unreadable) {
            throw new Refusal(unreadable.getMessage());
        }
    }

    private static void redis(BoxPlan plan) {
        Server server = plan.redis();
        switch (RedisProbe.ask(server, plan.config().redis().password(), ANSWER)) {
            case RedisProbe.Answer.Ready ready -> {}
            case RedisProbe.Answer.Loading loading -> {}
            case RedisProbe.Answer.Refused(String reason) ->
                throw new Refusal("Redis at %s wants %s password (%s): set HEARTH_REDIS_PASSWORD"
                        .formatted(server, plan.config().redis().password().isPresent() ? "another" : "a", reason));
            case RedisProbe.Answer.NotRedis(String said) ->
                throw new Refusal("what answers at %s is not a usable Redis, it says '%s': check --redis"
                        .formatted(server, said));
            case RedisProbe.Answer.Unreachable(String reason) ->
                throw new Refusal(
                        "Redis at %s does not answer (%s): start it, or leave --redis away to use the one that comes with the box"
                                .formatted(server, reason));
        }
    }

    /** After kill -9 of a box its redis-server ends by itself, but not in the same instant. */
    private static void awaitOldRedis(BoxPlan plan) throws InterruptedException {
        Path folder = plan.data().resolve("redis");
        long end = System.nanoTime() + FOR_OUR_OLD_REDIS.toNanos();
        while (!free(plan.redis().host(), plan.redis().port())
                && PortHolder.of(plan.redis().port())
                        .flatMap(PortHolder::folder)
                        .filter(folder::equals)
                        .isPresent()
                && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private static void port(BoxPlan plan, int port, String use) {
        if (free(use.equals("Redis") ? plan.redis().host() : plan.config().host(), port)) {
            return;
        }
        String holder = PortHolder.of(port).map(PortHolder::toString).orElse("a process of another user");
        String instead =
                switch (use) {
                    case "MQTT broker" -> "use it with --mqtt 127.0.0.1:" + port + ", ";
                    case "Redis" -> "use it with --redis 127.0.0.1:" + port + ", ";
                    default -> "";
                };
        throw new Refusal("port %d (%s) is taken by %s: stop it, %sor move all ports with --port-offset N"
                .formatted(port, use, holder, instead));
    }

    private static boolean free(String host, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
