package io.hearth.bench.rules;

import io.hearth.bench.device.Service;
import io.hearth.contracts.codec.Json;
import io.hearth.contracts.codec.Yaml;
import io.hearth.contracts.metadata.DeviceProfile;
import io.hearth.runtime.testing.RealBroker;
import io.hearth.runtime.testing.RealProcess;
import io.hearth.runtime.testing.RealRedis;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Broker, Redis and all services, each a process as it is installed, with devices and rules. */
final class RulesSuite implements AutoCloseable {
    static final int DEVICES = 100;
    /** The limit of each device's rule that its readings pass: active below. */
    static final double BELOW = 20;

    private static final int IDLE_RULES_OF_A_DEVICE = 99;
    private static final int AT_A_TIME = 1_000;
    private static final String PROFILE = """
            name: bench
            deviceResources:
              - name: current
                attributes: { topic: "bench/{device}/current" }
                properties: { valueType: Float64, readWrite: R, units: "°C" }
              - name: number
                attributes: { commandTopic: "bench/{device}/set", key: "" }
                properties: { valueType: Int64, readWrite: W }
        """;

    final RealRedis redis = new RealRedis();
    final RealBroker broker = new RealBroker();
    private final List<Service> services = new ArrayList<>();

    RulesSuite() throws IOException, InterruptedException {
        redis.start();
        broker.start();
        Service metadata = service(
                "core-metadata", "hearth.metadata.port", "hearth.metadata.keeper.port=" + RealProcess.freePort());
        String url = "http://127.0.0.1:" + metadata.port();
        service("core-data", "hearth.data.port", "hearth.data.metadata.url=" + url);
        service("device-service", "hearth.device.port", "hearth.device.metadata-url=" + url);
        // core-metadata takes devices of a device service that it knows.
        register(metadata);
        service("core-command", "hearth.command.port", "hearth.command.metadata-url=" + url);
        rules(service("rules-engine", "hearth.rules.port"));
    }

    private Service service(String module, String portSetting, String... settings) {
        List<String> all = new ArrayList<>(List.of(settings));
        all.add("hearth.bus.port=" + broker.port());
        all.add("quarkus.redis.hosts=redis://127.0.0.1:" + redis.port());
        Service service = new Service(module, portSetting, all).ready();
        services.add(service);
        return service;
    }

    private static void register(Service metadata) throws IOException, InterruptedException {
        DeviceProfile profile = Yaml.read(PROFILE.getBytes(StandardCharsets.UTF_8), DeviceProfile.class);
        metadata.post("/api/v3/deviceprofile", Json.bytes(List.of(request("profile", profile))));
        List<Object> all = new ArrayList<>();
        for (int i = 0; i < DEVICES; i++) {
            all.add(request("device", device(name(i))));
            all.add(request("device", device(commanded(i))));
        }
        metadata.post("/api/v3/device", Json.bytes(all));
    }

    private static Map<String, Object> device(String name) {
        return Map.of(
                "name",
                name,
                "profileName",
                Given.PROFILE,
                "serviceName",
                Given.SERVICE,
                "adminState",
                "UNLOCKED",
                "operatingState",
                "UP",
                "protocols",
                Map.of("mqtt", Map.of()));
    }

    private static Map<String, Object> request(String what, Object item) {
        return Map.of("apiVersion", "v3", "requestId", UUID.randomUUID().toString(), what, item);
    }

    /** One rule of each device that its readings pass, and many that they do not. */
    private static void rules(Service engine) throws IOException, InterruptedException {
        List<Object> documents = new ArrayList<>();
        int number = 0;
        for (int device = 0; device < DEVICES; device++) {
            documents.add(
                    Given.document(number++, name(device), commanded(device), BELOW, BELOW + Thresholds.DEAD_BAND));
            for (int idle = 0; idle < IDLE_RULES_OF_A_DEVICE; idle++) {
                double below = -1 - idle;
                documents.add(
                        Given.document(number++, name(device), commanded(device), below, below + Thresholds.DEAD_BAND));
            }
        }
        for (int from = 0; from < documents.size(); from += AT_A_TIME) {
            engine.post(
                    "/api/v3/rule", Json.bytes(documents.subList(from, Math.min(documents.size(), from + AT_A_TIME))));
        }
    }

    /** The processors' time of all services, ns. */
    long processorNanos() {
        return services.stream().mapToLong(Service::processorNanos).sum();
    }

    /** The name of a device that is read. */
    static String name(int number) {
        return "device-" + number;
    }

    /** The name of the device that is commanded because of what that one reads. */
    static String commanded(int number) {
        return "boiler-" + number;
    }

    @Override
    public void close() {
        services.reversed().forEach(Service::close);
        broker.close();
        redis.close();
    }
}
