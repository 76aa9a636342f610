package io.hearth.bench.rules;

import io.hearth.bench.Door;
import io.hearth.bench.device.Service;
import io.hearth.runtime.testing.RealBroker;
import io.hearth.runtime.testing.RealProcess;
import io.hearth.runtime.testing.RealRedis;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Broker, Redis and all services, each a process as it is installed, with devices and rules. */
public final class RulesSuite implements AutoCloseable {
    static final int DEVICES = 100;
    /** The limit of each device's rule that its readings pass: active below. */
    static final double BELOW = 20;

    private static final int RULES = 10_000;
    /** More than listen in any experiment. */
    public static final int STREAM_CLIENTS = 2_000;
    /** A bare number, as small sensors send it. */
    private static final String SCALAR = "topic: \"bench/{device}/current\"";

    final RealRedis redis = new RealRedis();
    final RealBroker broker = new RealBroker();
    private final Service data;
    private final Service rules;
    private final List<Service> services = new ArrayList<>();

    RulesSuite() throws IOException, InterruptedException {
        this(new Installed(DEVICES, RULES, SCALAR, false));
    }

    /** With these devices and rules. */
    public RulesSuite(Installed installed) throws IOException, InterruptedException {
        redis.start();
        broker.start();
        Service metadata = service(
                "core-metadata", "hearth.metadata.port", "hearth.metadata.keeper.port=" + RealProcess.freePort());
        String url = "http://127.0.0.1:" + metadata.port();
        data = service(
                "core-data",
                "hearth.data.port",
                "hearth.data.metadata.url=" + url,
                "hearth.data.latest.clients=" + STREAM_CLIENTS);
        service("device-service", "hearth.device.port", "hearth.device.metadata-url=" + url);
        // core-metadata takes devices of a device service that it knows.
        installed.devices(metadata.door());
        service("core-command", "hearth.command.port", "hearth.command.metadata-url=" + url);
        rules = service("rules-engine", "hearth.rules.port");
        installed.rules(rules.door());
    }

    private Service service(String module, String portSetting, String... settings) {
        List<String> all = new ArrayList<>(List.of(settings));
        all.add("hearth.bus.port=" + broker.port());
        all.add("quarkus.redis.hosts=redis://127.0.0.1:" + redis.port());
        Service service = new Service(module, portSetting, all).ready();
        services.add(service);
        return service;
    }

    /** core-data's interface. */
    public Door data() {
        return data.door();
    }

    /** The rules engine's interface. */
    public Door rules() {
        return rules.door();
    }

    /** Where the devices' broker is. */
    public int brokerPort() {
        return broker.port();
    }

    /** Where Redis is. */
    public int redisPort() {
        return redis.port();
    }

    /** The processors' time of all services, ns. */
    long processorNanos() {
        return services.stream().mapToLong(Service::processorNanos).sum();
    }

    /** The name of a device that is read. */
    static String name(int number) {
        return Installed.name(number);
    }

    /** The name of the device that is commanded because of what that one reads. */
    static String commanded(int number) {
        return Installed.commanded(number);
    }

    @Override
    public void close() {
        services.reversed().forEach(Service::close);
        broker.close();
        redis.close();
    }
}
