package io.hearth.device;

import io.hearth.contracts.codec.Yaml;
import io.hearth.contracts.metadata.AdminState;
import io.hearth.contracts.metadata.Device;
import io.hearth.contracts.metadata.DeviceProfile;
import io.hearth.contracts.metadata.OperatingState;
import io.hearth.device.mapping.MappedProfile;
import io.hearth.device.mapping.MappingIndex;
import io.hearth.device.mapping.MappingRules;
import io.hearth.device.mapping.ProfileCompiler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The smart home of the tests. */
public final class Samples {
    public static final MappingRules RULES = new MappingRules(Optional.of("incoming/data/#"), "edgex");

    public static final String THERMOMETER = """
            name: room-thermometer
            deviceResources:
              - name: temperature
                attributes: { topic: "home/{device}/{resource}" }
                properties: { valueType: Float64, readWrite: R, units: "°C" }
            """;

    public static final String BOILER = """
            name: boiler
            deviceResources:
              - name: current
                attributes: { topic: "home/{device}/status", pointer: "/current" }
                properties: { valueType: Float64, readWrite: R }
              - name: heating
                attributes: { topic: "home/{device}/status", pointer: "/heating" }
                properties: { valueType: Bool, readWrite: R }
              - name: mode
                attributes: { commandTopic: "home/{device}/control", qos: 2, retain: true }
                properties: { valueType: String, readWrite: W }
              - name: target
                attributes: { commandTopic: "home/{device}/control", qos: 2, retain: true, required: false }
                properties: { valueType: Float64, readWrite: W, minimum: 5, maximum: 30 }
            deviceCommands:
              - name: status
                readWrite: R
                resourceOperations: [ { deviceResource: current }, { deviceResource: heating } ]
              - name: control
                readWrite: W
                resourceOperations: [ { deviceResource: mode }, { deviceResource: target } ]
            """;

    /** What is tagged: a resource, a command, and core-command's settings among the tags of the command. */
    public static final String TANK = """
            name: tank
            deviceResources:
              - name: level
                tags: { medium: water }
                attributes: { topic: "tank/{site}/{device}", pointer: "/level", commandTopic: "tank/{device}/set" }
                properties: { valueType: Int32, readWrite: RW }
              - name: open
                attributes: { topic: "tank/{site}/{device}", pointer: "/open" }
                properties: { valueType: Bool, readWrite: R }
            deviceCommands:
              - name: state
                readWrite: R
                tags: { floor: 1, kind: state, hearth: { rateLimit: 1/1m } }
                resourceOperations: [ { deviceResource: level }, { deviceResource: open } ]
              - name: fill
                readWrite: RW
                tags: { kind: filling }
                resourceOperations: [ { deviceResource: level } ]
            """;

    private Samples() {}

    public static DeviceProfile profile(String yaml) {
        try {
            return Yaml.read(yaml.getBytes(StandardCharsets.UTF_8), DeviceProfile.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static MappedProfile mapped(String yaml) {
        return ProfileCompiler.compile(profile(yaml));
    }

    public static Device device(String name, String profile) {
        return device(name, profile, Map.of());
    }

    public static Device device(String name, String profile, Map<String, Object> mqtt) {
        return device(name, profile, mqtt, Map.of());
    }

    public static Device tagged(String name, String profile, Map<String, Object> tags) {
        return device(name, profile, Map.of(), tags);
    }

    private static Device device(String name, String profile, Map<String, Object> mqtt, Map<String, Object> tags) {
        return new Device(
                null,
                null,
                "",
                name,
                "",
                "",
                AdminState.UNLOCKED,
                OperatingState.UP,
                List.of(),
                null,
                "device-mqtt",
                profile,
                List.of(),
                new HashMap<>(Map.of("mqtt", mqtt)),
                tags,
                Map.of());
    }

    public static MappingIndex index(Collection<Device> devices, String... profiles) {
        Map<String, MappedProfile> byName = new HashMap<>();
        for (String yaml : profiles) {
            MappedProfile profile = mapped(yaml);
            byName.put(profile.name(), profile);
        }
        return MappingIndex.of(devices, byName, RULES);
    }

    /** Two thermometers and a boiler. */
    public static MappingIndex home() {
        return index(
                List.of(
                        device("livingroom", "room-thermometer"),
                        device("bedroom", "room-thermometer"),
                        device("boiler", "boiler")),
                THERMOMETER,
                BOILER);
    }
}
