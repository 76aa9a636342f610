package io.hearth.device.convention.homeassistant;

import io.hearth.contracts.value.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;

/** The resources of an entity, by what its component is. */
final class EntityResources {
    private static final Set<String> NOT_NUMBERS = Set.of("date", "enum", "timestamp");
    private static final String STATE = "state_topic";
    private static final String VALUE = "value_template";
    private static final String COMMAND = "command_topic";
    private static final String TOLD = "command_template";

    private EntityResources() {}

    static List<Draft> of(Entity entity) throws NotUnderstood {
        List<Draft> all = new ArrayList<>(
                switch (entity.component()) {
                    case "sensor" -> List.of(sensor(entity));
                    case "binary_sensor", "switch" -> OnOff.of(entity, VALUE);
                    case "light" -> Lights.of(entity);
                    case "number" -> List.of(number(entity));
                    case "select" ->
                        List.of(text(entity, "", STATE, VALUE, COMMAND, TOLD).options(entity.list("options")));
                    case "text" -> List.of(text(entity, "", STATE, VALUE, COMMAND, TOLD));
                    case "button" -> List.of(button(entity));
                    case "lock" -> lock(entity);
                    case "cover" -> cover(entity);
                    case "climate" -> climate(entity);
                    case "" -> throw new NotUnderstood("platform is missing");
                    default ->
                        throw new NotUnderstood("component '" + entity.component()
                                + "' is not supported, allowed are binary_sensor, button, climate, cover, light, lock, "
                                + "number, select, sensor, switch, text");
                });
        all.removeIf(draft -> !draft.isUsable());
        if (all.isEmpty()) {
            throw new NotUnderstood("no topic that is read or written: state_topic and command_topic are missing");
        }
        all.addAll(Availability.of(entity));
        return all;
    }

    /** Home Assistant takes a sensor for a number when it has a unit, a state class, or a device class of numbers. */
    private static Draft sensor(Entity entity) throws NotUnderstood {
        boolean number = entity.has("unit_of_measurement")
                || entity.has("state_class")
                || entity.has("suggested_display_precision")
                || entity.has("device_class") && !NOT_NUMBERS.contains(entity.text("device_class", ""));
        return new Draft(entity, "", number ? ValueType.FLOAT64 : ValueType.STRING)
                .reads(STATE, VALUE)
                .units("unit_of_measurement")
                .options(entity.list("options"));
    }

    private static Draft number(Entity entity) throws NotUnderstood {
        return new Draft(entity, "", ValueType.FLOAT64)
                .reads(STATE, VALUE)
                .writes(COMMAND, TOLD)
                .units("unit_of_measurement")
                .between(
                        OptionalDouble.of(entity.number("min").orElse(1)),
                        OptionalDouble.of(entity.number("max").orElse(100)));
    }

    private static Draft text(Entity entity, String suffix, String state, String value, String command, String told)
            throws NotUnderstood {
        return new Draft(entity, suffix, ValueType.STRING).reads(state, value).writes(command, told);
    }

    private static Draft button(Entity entity) throws NotUnderstood {
        return new Draft(entity, "", ValueType.STRING)
                .writes(COMMAND, TOLD)
                .byDefault(entity.text("payload_press", "PRESS"));
    }

    private static List<Draft> lock(Entity entity) throws NotUnderstood {
        Draft told = new Draft(entity, "_set", ValueType.STRING)
                .writes(COMMAND, TOLD)
                .options(List.of(entity.text("payload_lock", "LOCK"), entity.text("payload_unlock", "UNLOCK")));
        return List.of(new Draft(entity, "", ValueType.STRING).reads(STATE, VALUE), told);
    }

    private static List<Draft> cover(Entity entity) throws NotUnderstood {
        List<String> words = Stream.of(
                        entity.text("payload_open", "OPEN"),
                        entity.text("payload_close", "CLOSE"),
                        entity.text("payload_stop", "STOP"))
                .toList();
        return List.of(
                new Draft(entity, "", ValueType.STRING).reads(STATE, VALUE),
                new Draft(entity, "_set", ValueType.STRING).writes(COMMAND, "").options(words),
                new Draft(entity, "_position", ValueType.FLOAT64)
                        .reads("position_topic", "position_template")
                        .writes("set_position_topic", "set_position_template"),
                new Draft(entity, "_tilt", ValueType.FLOAT64)
                        .reads("tilt_status_topic", "tilt_status_template")
                        .writes("tilt_command_topic", "tilt_command_template"));
    }

    private static List<Draft> climate(Entity entity) throws NotUnderstood {
        return List.of(
                new Draft(entity, "_current_temperature", ValueType.FLOAT64)
                        .reads("current_temperature_topic", "current_temperature_template"),
                new Draft(entity, "_current_humidity", ValueType.FLOAT64)
                        .reads("current_humidity_topic", "current_humidity_template"),
                new Draft(entity, "_temperature", ValueType.FLOAT64)
                        .reads("temperature_state_topic", "temperature_state_template")
                        .writes("temperature_command_topic", "temperature_command_template")
                        .between(entity.number("min_temp"), entity.number("max_temp")),
                mode(entity, "mode").options(entity.list("modes")),
                mode(entity, "fan_mode").options(entity.list("fan_modes")),
                mode(entity, "swing_mode").options(entity.list("swing_modes")),
                text(
                                entity,
                                "_preset_mode",
                                "preset_mode_state_topic",
                                "preset_mode_value_template",
                                "preset_mode_command_topic",
                                "preset_mode_command_template")
                        .options(entity.list("preset_modes")),
                new Draft(entity, "_action", ValueType.STRING).reads("action_topic", "action_template"));
    }

    private static Draft mode(Entity entity, String mode) throws NotUnderstood {
        return text(
                entity,
                "_" + mode,
                mode + "_state_topic",
                mode + "_state_template",
                mode + "_command_topic",
                mode + "_command_template");
    }
}
