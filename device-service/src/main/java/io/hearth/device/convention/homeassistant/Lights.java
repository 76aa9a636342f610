package io.hearth.device.convention.homeassistant;

import io.hearth.contracts.value.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/** Lights: on and off, brightness, colour temperature, effect; of the schemas {@code basic} and {@code json}. */
final class Lights {
    private static final double FULL = 255;
    private static final Set<String> WITHOUT_BRIGHTNESS = Set.of("onoff", "unknown");

    private Lights() {}

    static List<Draft> of(Entity entity) throws NotUnderstood {
        return switch (entity.text("schema", "basic")) {
            case "basic" -> basic(entity);
            case "json" -> json(entity);
            case String other ->
                throw new NotUnderstood("schema '" + other + "' is not supported, allowed are basic, json");
        };
    }

    private static OptionalDouble full(Entity entity) {
        return OptionalDouble.of(entity.number("brightness_scale").orElse(FULL));
    }

    private static List<Draft> basic(Entity entity) throws NotUnderstood {
        List<Draft> drafts = new ArrayList<>(OnOff.of(entity, "state_value_template"));
        drafts.add(new Draft(entity, "_brightness", ValueType.INT32)
                .reads("brightness_state_topic", "brightness_value_template")
                .writes("brightness_command_topic", "brightness_command_template")
                .between(OptionalDouble.of(0), full(entity)));
        drafts.add(new Draft(entity, "_color_temp", ValueType.INT32)
                .reads("color_temp_state_topic", "color_temp_value_template")
                .writes("color_temp_command_topic", "color_temp_command_template")
                .between(entity.number("min_mireds"), entity.number("max_mireds")));
        drafts.add(new Draft(entity, "_effect", ValueType.STRING)
                .reads("effect_state_topic", "effect_value_template")
                .writes("effect_command_topic", "effect_command_template")
                .options(entity.list("effect_list")));
        return drafts;
    }

    /** One object in one message; {@code state} is always ON or OFF. */
    private static List<Draft> json(Entity entity) throws NotUnderstood {
        List<String> modes = entity.list("supported_color_modes");
        boolean brightness = entity.text("brightness", "false").equals("true")
                || modes.stream().anyMatch(mode -> !WITHOUT_BRIGHTNESS.contains(mode));
        List<Draft> drafts = new ArrayList<>();
        drafts.add(member(entity, "", "state", ValueType.STRING).options(List.of("ON", "OFF")));
        if (brightness) {
            drafts.add(member(entity, "_brightness", "brightness", ValueType.INT32)
                    .between(OptionalDouble.of(0), full(entity)));
        }
        if (modes.contains("color_temp") || entity.text("color_temp", "false").equals("true")) {
            drafts.add(member(entity, "_color_temp", "color_temp", ValueType.INT32)
                    .between(entity.number("min_mireds"), entity.number("max_mireds")));
        }
        if (entity.text("effect", "false").equals("true")) {
            drafts.add(member(entity, "_effect", "effect", ValueType.STRING).options(entity.list("effect_list")));
        }
        return drafts;
    }

    private static Draft member(Entity entity, String suffix, String key, ValueType type) throws NotUnderstood {
        Draft draft = new Draft(entity, suffix, type);
        if (entity.has("state_topic")) {
            draft.reads(entity.topic("state_topic").orElseThrow(), Map.of("format", "json", "pointer", "/" + key));
        }
        if (entity.has("command_topic")) {
            draft.writesMember(entity.topic("command_topic").orElseThrow(), key);
        }
        return draft;
    }
}
