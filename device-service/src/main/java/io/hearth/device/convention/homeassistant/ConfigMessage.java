package io.hearth.device.convention.homeassistant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hearth.device.convention.Described;
import io.hearth.device.convention.PlainName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A discovery message, read.
 *
 * @param device   who it is of
 * @param entities what it announces; none: what was announced on the topic before is gone
 */
record ConfigMessage(Described device, List<Entity> entities) {
    /** The name of the convention. */
    static final String CONVENTION = "home-assistant";

    private static final int LONGEST_FACT = 256;
    /** Of what a device-based message says once for all its components. */
    private static final Set<String> SHARED = Set.of(
            "~",
            "availability",
            "availability_mode",
            "availability_template",
            "availability_topic",
            "payload_available",
            "payload_not_available",
            "command_topic",
            "state_topic",
            "qos",
            "retain");

    static ConfigMessage of(ConfigTopic topic, JsonNode message) throws NotUnderstood {
        if (!message.isObject()) {
            throw new NotUnderstood("the message is a JSON " + message.getNodeType() + ", allowed is an object");
        }
        ObjectNode settings = FullNames.ofEntity(message);
        ObjectNode device = FullNames.ofDevice(settings.path("device"));
        Described described = described(topic, settings, device);
        return new ConfigMessage(
                described,
                topic.ofDevice()
                        ? components(settings)
                        : List.of(new Entity(topic.component(), name(topic, described, device), settings)));
    }

    private static Described described(ConfigTopic topic, ObjectNode settings, ObjectNode device) throws NotUnderstood {
        Optional<String> id = first(device.path("identifiers")).or(() -> connection(device.path("connections")));
        if (id.isEmpty() && topic.ofDevice()) {
            throw new NotUnderstood("device.identifiers is missing, and so are device.connections");
        }
        // An entity that names no device is one by itself.
        String alone = settings.path("unique_id")
                .asText(topic.node().isEmpty() ? topic.object() : topic.node() + "-" + topic.object());
        String name = device.path("name")
                .asText(id.orElseGet(() -> settings.path("name").asText(alone)));
        Map<String, Object> facts = new LinkedHashMap<>();
        for (String fact : List.of("sw_version", "hw_version", "serial_number")) {
            String text = device.path(fact).asText("");
            if (!text.isEmpty()) {
                facts.put(fact, text.substring(0, Math.min(LONGEST_FACT, text.length())));
            }
        }
        return new Described(
                CONVENTION,
                id.orElse(alone),
                name,
                device.path("manufacturer").asText(""),
                device.path("model").asText(""),
                facts);
    }

    private static Optional<String> first(JsonNode identifiers) {
        JsonNode one = identifiers.isArray() ? identifiers.path(0) : identifiers;
        return one.isValueNode() && !one.isNull() && !one.asText().isBlank()
                ? Optional.of(one.asText())
                : Optional.empty();
    }

    /** The first pair, such as {@code ["mac", "02:5b:26:a8:dc:12"]}. */
    private static Optional<String> connection(JsonNode connections) {
        String kind = connections.path(0).path(0).asText("");
        String value = connections.path(0).path(1).asText("");
        return kind.isEmpty() || value.isEmpty() ? Optional.empty() : Optional.of(kind + "-" + value);
    }

    /** The object id, without the device's own id before it. */
    private static String name(ConfigTopic topic, Described described, ObjectNode device) {
        String name = topic.object();
        List<String> before = new ArrayList<>(List.of(described.id(), topic.node(), PlainName.of(described.name())));
        device.path("identifiers").forEach(id -> before.add(id.asText()));
        for (String prefix : before) {
            if (!prefix.isEmpty() && name.length() > prefix.length() + 1 && name.startsWith(prefix + "_")) {
                return name.substring(prefix.length() + 1);
            }
        }
        return name;
    }

    private static List<Entity> components(ObjectNode settings) throws NotUnderstood {
        if (!settings.path("components").isObject()) {
            throw new NotUnderstood("components is missing, allowed is an object with each component by its key");
        }
        List<Entity> entities = new ArrayList<>();
        for (Map.Entry<String, JsonNode> one : settings.path("components").properties()) {
            ObjectNode own = FullNames.ofEntity(one.getValue());
            // One with nothing but its platform is gone.
            if (own.size() > 1) {
                SHARED.stream()
                        .filter(name -> settings.has(name) && !own.has(name))
                        .forEach(name -> own.set(name, settings.get(name)));
                entities.add(new Entity(own.path("platform").asText(""), one.getKey(), own));
            }
        }
        return entities;
    }
}
