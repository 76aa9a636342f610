package io.hearth.device.convention.homeassistant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.StreamSupport;

/**
 * One entity that a device announces.
 *
 * @param component what it is: sensor, switch ...
 * @param name      what its resources are named after
 * @param settings  by their full names
 */
record Entity(String component, String name, ObjectNode settings) {
    private static final String BASE = "~";

    boolean has(String setting) {
        return !settings.path(setting).isMissingNode()
                && !settings.path(setting).isNull();
    }

    /** The setting as a text; numbers and booleans have theirs. */
    Optional<String> text(String setting) {
        JsonNode node = settings.path(setting);
        return node.isValueNode() && !node.isNull() ? Optional.of(node.asText()) : Optional.empty();
    }

    String text(String setting, String otherwise) {
        return text(setting).orElse(otherwise);
    }

    OptionalDouble number(String setting) {
        JsonNode node = settings.path(setting);
        return node.isNumber() && Double.isFinite(node.doubleValue())
                ? OptionalDouble.of(node.doubleValue())
                : OptionalDouble.empty();
    }

    List<String> list(String setting) {
        return StreamSupport.stream(settings.path(setting).spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    /** The topic of this setting, with the base topic for {@code ~}; empty when it is not set. */
    Optional<String> topic(String setting) throws NotUnderstood {
        return has(setting) ? Optional.of(topic(setting, settings.path(setting))) : Optional.empty();
    }

    /** The same of a setting within another. */
    String topic(String setting, JsonNode node) throws NotUnderstood {
        String topic = node.isTextual() ? based(node.textValue()) : "";
        if (topic.isEmpty() || topic.chars().anyMatch(c -> "+#{}".indexOf(c) >= 0 || c == 0)) {
            throw new NotUnderstood(setting + " '" + node.asText()
                    + "' is no topic that can be mapped, allowed are texts " + "without + # { }");
        }
        return topic;
    }

    private String based(String topic) {
        String base = settings.path(BASE).asText("");
        if (base.isEmpty()) {
            return topic;
        }
        if (topic.startsWith(BASE)) {
            return base + topic.substring(1);
        }
        return topic.endsWith(BASE) ? topic.substring(0, topic.length() - 1) + base : topic;
    }
}
