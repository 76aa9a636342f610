package io.hearth.bench.rules;

import io.hearth.bench.Door;
import io.hearth.contracts.codec.Json;
import io.hearth.contracts.codec.Yaml;
import io.hearth.contracts.metadata.DeviceProfile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntFunction;

/**
 * Devices that report a temperature, and rules about them. The first rule of each device commands another device, at the limit
 * {@link RulesSuite#BELOW}; its others lie below what it ever reports. With fewer rules than devices only the first devices have one.
 *
 * @param devices how many
 * @param rules   of all devices together
 * @param current the attributes that say how a report is read (docs/mapping.md)
 * @param echoes  whether a command has the value of the reading that brought it, so that it is known which that was; else 1 and 0
 */
public record Installed(int devices, int rules, String current, boolean echoes) {
    private static final int AT_A_TIME = 1_000;
    private static final String PROFILE = """
            name: bench
            deviceResources:
              - name: current
                attributes: { %s }
                properties: { valueType: Float64, readWrite: R, units: "°C" }
              - name: number
                attributes: { commandTopic: "bench/{device}/set", key: "" }
                properties: { valueType: %s, readWrite: W }
        """;

    /** How many devices have a rule whose limit their reports pass. */
    public int firing() {
        return Math.min(devices, rules);
    }

    /** Adds the profile, the devices, and those that are commanded. */
    public void devices(Door metadata) throws IOException, InterruptedException {
        DeviceProfile profile = Yaml.read(
                PROFILE.formatted(current, echoes ? "Float64" : "Int64").getBytes(StandardCharsets.UTF_8),
                DeviceProfile.class);
        metadata.post("/api/v3/deviceprofile", Json.bytes(List.of(request("profile", profile))));
        post(metadata, "/api/v3/device", devices, number -> request("device", device(name(number))));
        post(metadata, "/api/v3/device", firing(), number -> request("device", device(commanded(number))));
    }

    /** Adds the rules. */
    public void rules(Door engine) throws IOException, InterruptedException {
        post(engine, "/api/v3/rule", rules, number -> {
            int device = number % devices;
            double below = number < devices ? RulesSuite.BELOW : -(double) (number / devices);
            return echoes
                    ? Given.echoing(number, name(device), commanded(device), below, below + Thresholds.DEAD_BAND)
                    : Given.document(number, name(device), commanded(device), below, below + Thresholds.DEAD_BAND);
        });
    }

    private static void post(Door door, String path, int count, IntFunction<Object> document)
            throws IOException, InterruptedException {
        for (int from = 0; from < count; from += AT_A_TIME) {
            List<Object> some = new ArrayList<>();
            for (int number = from; number < Math.min(count, from + AT_A_TIME); number++) {
                some.add(document.apply(number));
            }
            door.post(path, Json.bytes(some));
        }
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

    /** The name of a device that reports. */
    public static String name(int number) {
        return "device-" + number;
    }

    /** The name of the device that is commanded because of what that one reports. */
    public static String commanded(int number) {
        return "boiler-" + number;
    }
}
