package io.hearth.device.convention.homie;

import io.hearth.contracts.metadata.DeviceResource;
import io.hearth.contracts.metadata.ResourceProperties;
import io.hearth.contracts.value.ValueType;
import io.hearth.device.convention.Described;
import io.hearth.device.intake.DeviceMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a Homie device has told of itself until now.
 *
 * @param base       the base topic
 * @param id         its id
 * @param attributes by their path below the device
 */
record HomieDevice(String base, String id, Map<String, DeviceMessage> attributes) {
    /** The name of the convention. */
    static final String CONVENTION = "homie";

    private static final String STATE = "state";
    private static final Map<String, ValueType> TYPES = Map.of(
            "integer", ValueType.INT64,
            "float", ValueType.FLOAT64,
            "percent", ValueType.FLOAT64,
            "boolean", ValueType.BOOL,
            "string", ValueType.STRING,
            "enum", ValueType.STRING,
            "color", ValueType.STRING,
            "datetime", ValueType.STRING,
            "duration", ValueType.STRING);

    HomieDevice {
        attributes = Map.copyOf(attributes);
    }

    /** An attribute that has no meaning here, and why. */
    record Wrong(DeviceMessage attribute, String why) {}

    /** The device's resources, as far as they are understood. */
    record Understood(Described device, List<DeviceResource> resources, List<Wrong> wrong) {}

    private Optional<String> text(String path) {
        DeviceMessage attribute = attributes.get(path);
        return attribute == null || attribute.payload().length == 0
                ? Optional.empty()
                : Optional.of(new String(attribute.payload(), StandardCharsets.UTF_8).strip());
    }

    private List<String> ids(String path) {
        return text(path).stream()
                .flatMap(list -> Arrays.stream(list.split(",")))
                .map(String::strip)
                .distinct()
                .toList();
    }

    /** All it says, once it has said all that a device must; empty while it has not. */
    Optional<Understood> understood() {
        Optional<String> version = text("$homie");
        if (version.isEmpty() || text("$nodes").isEmpty()) {
            return Optional.empty();
        }
        Described device =
                new Described(CONVENTION, id, text("$name").orElse(id), "", "", Map.of("version", version.get()));
        List<DeviceResource> resources = new ArrayList<>(List.of(state()));
        List<Wrong> wrong = new ArrayList<>();
        if (!version.get().startsWith("4.")) {
            wrong.add(new Wrong(
                    attributes.get("$homie"), "version '" + version.get() + "' is not known, allowed is 4.x"));
            return Optional.of(new Understood(device, List.of(), wrong));
        }
        for (String node : ids("$nodes")) {
            String properties = node + "/$properties";
            if (!isListed(node, "$nodes", wrong)) {
                continue;
            }
            if (text(properties).isEmpty()) {
                return Optional.empty();
            }
            for (String property : ids(properties)) {
                if (!isListed(property, properties, wrong)) {
                    continue;
                }
                if (text(node + "/" + property + "/$datatype").isEmpty()) {
                    return Optional.empty();
                }
                resource(node, property, wrong).ifPresent(resources::add);
            }
        }
        return Optional.of(new Understood(device, List.copyOf(resources), List.copyOf(wrong)));
    }

    private boolean isListed(String listed, String where, List<Wrong> wrong) {
        boolean plain = HomieTopic.isId(listed);
        if (!plain) {
            wrong.add(new Wrong(
                    attributes.get(where),
                    "'" + listed + "' is no id, allowed are lower-case letters, digits, and hyphens between them"));
        }
        return plain;
    }

    /** Homie's states: init and sleeping say nothing of whether it is there. */
    private DeviceResource state() {
        Map<String, Object> where = new LinkedHashMap<>();
        where.put("topic", base + "/" + id + "/$state");
        where.put("format", "scalar");
        where.put("online", List.of("ready", "alert"));
        where.put("offline", List.of("disconnected", "lost"));
        return resource(STATE, "", ValueType.STRING, "R", "", new Double[2], where, Map.of());
    }

    private Optional<DeviceResource> resource(String node, String property, List<Wrong> wrong) {
        String path = node + "/" + property;
        String datatype = text(path + "/$datatype").orElseThrow();
        ValueType type = TYPES.get(datatype);
        if (type == null) {
            wrong.add(new Wrong(
                    attributes.get(path + "/$datatype"),
                    "$datatype '" + datatype + "' is not known, allowed are "
                            + TYPES.keySet().stream().sorted().toList()));
            return Optional.empty();
        }
        boolean settable = text(path + "/$settable").orElse("false").equals("true");
        String topic = base + "/" + id + "/" + path;
        Map<String, Object> where = new LinkedHashMap<>();
        where.put("topic", topic);
        where.put("format", "scalar");
        if (settable) {
            where.put("commandTopic", topic + "/set");
            where.put("key", "");
        }
        String format = text(path + "/$format").orElse("");
        Map<String, Object> optional =
                datatype.equals("enum") && !format.isEmpty() ? Map.of("options", List.of(format.split(","))) : Map.of();
        return Optional.of(resource(
                node + "_" + property,
                text(path + "/$name").orElse(""),
                type,
                settable ? "RW" : "R",
                text(path + "/$unit").orElse(""),
                type.isNumeric() ? range(format) : new Double[2],
                where,
                optional));
    }

    /** Of {@code from:to}, either of which may be left out; of anything else nothing. */
    private static Double[] range(String format) {
        Double[] range = new Double[2];
        String[] ends = format.split(":", -1);
        for (int i = 0; ends.length == 2 && i < 2; i++) {
            try {
                double end = Double.parseDouble(ends[i]);
                range[i] = Double.isFinite(end) ? end : null;
            } catch (NumberFormatException open) {
                range[i] = null;
            }
        }
        return range;
    }

    private static DeviceResource resource(
            String name,
            String description,
            ValueType type,
            String readWrite,
            String units,
            Double[] range,
            Map<String, Object> attributes,
            Map<String, Object> optional) {
        return new DeviceResource(
                description,
                name,
                false,
                new ResourceProperties(
                        type.wireName(),
                        readWrite,
                        units,
                        range[0],
                        range[1],
                        "",
                        null,
                        null,
                        null,
                        null,
                        null,
                        "",
                        "",
                        optional),
                attributes,
                Map.of());
    }
}
