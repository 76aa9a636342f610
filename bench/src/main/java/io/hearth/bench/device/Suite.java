package io.hearth.bench.device;

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

/** Broker, Redis, core-metadata, device-service and core-command, and some devices of one profile. */
final class Suite implements AutoCloseable {
    /** Commands go to many devices: those of one follow one another. */
    static final int DEVICES = 100;

    private static final String PROFILE = """
            name: bench
            deviceResources:
              - name: current
                attributes: { topic: "bench/{device}/status" }
                properties: { valueType: Float64, readWrite: R, units: "°C" }
              - name: heating
                attributes: { topic: "bench/{device}/status" }
                properties: { valueType: Bool, readWrite: R }
              - name: number
                attributes: { commandTopic: "bench/{device}/set", key: "" }
                properties: { valueType: Int64, readWrite: W }
            """;

    final RealRedis redis = new RealRedis();
    final RealBroker broker = new RealBroker();
    final Service metadata;
    final Service devices;
    final Service commands;

    Suite() throws IOException, InterruptedException {
        redis.start();
        broker.start();
        metadata = service(
                "core-metadata", "hearth.metadata.port", "hearth.metadata.keeper.port=" + RealProcess.freePort());
        String metadataUrl = "http://127.0.0.1:" + metadata.port();
        devices = service("device-service", "hearth.device.port", "hearth.device.metadata-url=" + metadataUrl);
        commands = service("core-command", "hearth.command.port", "hearth.command.metadata-url=" + metadataUrl);
        register();
    }

    private Service service(String module, String portSetting, String... settings) {
        List<String> all = new ArrayList<>(List.of(settings));
        all.add("hearth.bus.port=" + broker.port());
        all.add("quarkus.redis.hosts=redis://127.0.0.1:" + redis.port());
        return new Service(module, portSetting, all).ready();
    }

    private void register() throws IOException, InterruptedException {
        DeviceProfile profile = Yaml.read(PROFILE.getBytes(StandardCharsets.UTF_8), DeviceProfile.class);
        metadata.post("/api/v3/deviceprofile", Json.bytes(List.of(request("profile", profile))));
        List<Object> all = new ArrayList<>();
        for (int i = 0; i < DEVICES; i++) {
            all.add(request(
                    "device",
                    Map.of(
                            "name",
                            name(i),
                            "profileName",
                            "bench",
                            "serviceName",
                            "device-mqtt",
                            "adminState",
                            "UNLOCKED",
                            "operatingState",
                            "UP",
                            "protocols",
                            Map.of("mqtt", Map.of()))));
        }
        metadata.post("/api/v3/device", Json.bytes(all));
    }

    private static Map<String, Object> request(String what, Object item) {
        return Map.of("apiVersion", "v3", "requestId", UUID.randomUUID().toString(), what, item);
    }

    /** The name of a device. */
    static String name(int number) {
        return "device-" + number % DEVICES;
    }

    @Override
    public void close() {
        commands.close();
        devices.close();
        metadata.close();
        broker.close();
        redis.close();
    }
}
