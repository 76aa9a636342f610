package io.hearth.device.provision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hearth.contracts.codec.Json;
import io.hearth.contracts.codec.Yaml;
import io.hearth.contracts.metadata.Device;
import io.hearth.contracts.metadata.DeviceProfile;
import io.hearth.contracts.metadata.ProvisionWatcher;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What EdgeX's files say. All throw an IOException that tells what is wrong and where. */
final class FileText {
    private final String key;
    private final ObjectMapper mapper;
    private final byte[] bytes;

    /** {@code key}: the service whose devices and watchers they are. */
    FileText(String key, byte[] bytes, boolean json) {
        this.key = key;
        this.bytes = bytes;
        this.mapper = json ? Json.mapper() : Yaml.mapper();
    }

    DeviceProfile profile() throws IOException {
        return named(mapper.readValue(bytes, DeviceProfile.class), DeviceProfile::name);
    }

    ProvisionWatcher watcher() throws IOException {
        ObjectNode watcher = object(mapper.readTree(bytes));
        fill(watcher, Map.of("serviceName", key, "adminState", "UNLOCKED"));
        return named(mapper.convertValue(watcher, ProvisionWatcher.class), ProvisionWatcher::name);
    }

    /** YAML has them below {@code deviceList}, JSON as a list; what is left out is filled in as EdgeX does. All are ours. */
    List<Device> devices() throws IOException {
        JsonNode tree = mapper.readTree(bytes);
        JsonNode list = tree.isObject() && tree.has("deviceList") ? tree.get("deviceList") : tree;
        if (!list.isArray()) {
            throw new IOException("it has no list of devices (deviceList)");
        }
        List<Device> devices = new ArrayList<>();
        for (JsonNode item : list) {
            ObjectNode device = object(item);
            device.put("serviceName", key);
            fill(device, Map.of("adminState", "UNLOCKED", "operatingState", "UP"));
            if (!device.hasNonNull("protocols")) {
                device.putObject("protocols");
            }
            try {
                devices.add(named(mapper.convertValue(device, Device.class), Device::name));
            } catch (IllegalArgumentException wrong) {
                throw new IOException("device '" + device.path("name").asText() + "': " + wrong.getMessage(), wrong);
            }
        }
        return devices;
    }

    private static void fill(ObjectNode node, Map<String, String> defaults) {
        defaults.forEach((field, value) -> {
            if (node.path(field).asText().isEmpty()) {
                node.put(field, value);
            }
        });
    }

    private static ObjectNode object(JsonNode node) throws IOException {
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw new IOException("it is no object with fields");
    }

    private static <T> T named(T entry, Function<T, String> name) throws IOException {
        if (entry == null || name.apply(entry) == null || name.apply(entry).isBlank()) {
            throw new IOException("field name is missing");
        }
        return entry;
    }
}
