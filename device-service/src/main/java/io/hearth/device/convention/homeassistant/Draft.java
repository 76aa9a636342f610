package io.hearth.device.convention.homeassistant;

import io.hearth.contracts.metadata.DeviceResource;
import io.hearth.contracts.metadata.ResourceProperties;
import io.hearth.contracts.value.ValueType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * A resource that an entity brings, before it has its name among those of the device. Bound to one thread.
 *
 * <p>The attribute {@link #ORIGINS} of a resource has the topics of the discovery messages that brought it.
 */
final class Draft {
    /** The attribute with the topics of discovery messages. */
    static final String ORIGINS = "discovery";

    private final Entity entity;
    private final String suffix;
    private final Map<String, Object> attributes = new LinkedHashMap<>();
    private final Map<String, Object> optional = new TreeMap<>();
    private ValueType type;
    private String units = "";
    private String defaultValue = "";
    private Double minimum;
    private Double maximum;
    private boolean reads;
    private boolean writes;

    Draft(Entity entity, String suffix, ValueType type) {
        this.entity = entity;
        this.suffix = suffix;
        this.type = type;
    }

    /** Reads from this topic, if it is set, what the template says; the template may say the type as well. */
    Draft reads(String topic, String template) throws NotUnderstood {
        Optional<String> from = entity.topic(topic);
        if (from.isPresent()) {
            ValueTemplate value =
                    entity.has(template) ? ValueTemplate.of(template, entity.text(template, "")) : ValueTemplate.WHOLE;
            if (type.isNumeric() || type == ValueType.STRING && value.type().isPresent()) {
                type = value.type().orElse(type);
            }
            reads(from.get(), value.attributes());
        }
        return this;
    }

    Draft reads(String topic, Map<String, Object> where) {
        attributes.put("topic", topic);
        attributes.putAll(where);
        reads = true;
        return this;
    }

    /** Writes to this topic, if it is set, by the template, if it is. */
    Draft writes(String topic, String template) throws NotUnderstood {
        Optional<String> to = entity.topic(topic);
        if (to.isPresent()) {
            attributes.put("key", "");
            if (!template.isEmpty() && entity.has(template)) {
                attributes.put("template", CommandTemplate.of(template, entity.text(template, "")));
            }
            writesTo(to.get());
        }
        return this;
    }

    /** Writes to this topic a JSON object with the value under a key. */
    Draft writesMember(String topic, String key) {
        attributes.put("key", key);
        writesTo(topic);
        return this;
    }

    private void writesTo(String topic) {
        attributes.put("commandTopic", topic);
        entity.number("qos").ifPresent(qos -> attributes.put("qos", (int) qos));
        if (entity.text("retain", "false").equals("true")) {
            attributes.put("retain", true);
        }
        writes = true;
    }

    Draft units(String setting) {
        units = entity.text(setting, "");
        return this;
    }

    Draft between(OptionalDouble least, OptionalDouble most) {
        minimum = least.isPresent() ? least.getAsDouble() : null;
        maximum = most.isPresent() ? most.getAsDouble() : null;
        return this;
    }

    Draft byDefault(String value) {
        defaultValue = value;
        return this;
    }

    /** What may be written, told to people and programs. */
    Draft options(List<String> words) {
        if (!words.isEmpty()) {
            optional.put("options", List.copyOf(words));
        }
        return this;
    }

    Draft attribute(String name, Object value) {
        attributes.put(name, value);
        return this;
    }

    /** Whether it can be read or written. */
    boolean isUsable() {
        return reads || writes;
    }

    boolean writes() {
        return writes;
    }

    /** What it is to be named, if that is free, and else. */
    List<String> names() {
        String base = ResourceName.of(entity.name());
        if (isShared()) {
            return List.of(base);
        }
        return List.of(base + suffix, base + "_" + ResourceName.of(entity.component()) + suffix);
    }

    /** Whether it is of the device and not of the entity, so that several messages may bring the same. */
    boolean isShared() {
        return entity.component().equals(Availability.COMPONENT);
    }

    /** Whether another message has brought this one. */
    boolean isSame(DeviceResource there) {
        Map<String, Object> own = new LinkedHashMap<>(there.attributes());
        own.remove(ORIGINS);
        return own.equals(attributes) && there.properties().equals(properties());
    }

    DeviceResource named(String name, List<String> origins) {
        Map<String, Object> all = new LinkedHashMap<>(attributes);
        all.put(ORIGINS, origins);
        return new DeviceResource(entity.text("name", ""), name, false, properties(), all, Map.of());
    }

    private ResourceProperties properties() {
        return new ResourceProperties(
                type.wireName(),
                reads && writes ? "RW" : reads ? "R" : "W",
                units,
                minimum,
                maximum,
                defaultValue,
                null,
                null,
                null,
                null,
                null,
                "",
                "",
                optional);
    }
}
