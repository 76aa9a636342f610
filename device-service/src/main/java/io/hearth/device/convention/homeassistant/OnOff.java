package io.hearth.device.convention.homeassistant;

import io.hearth.contracts.value.ValueType;
import java.util.ArrayList;
import java.util.List;

/**
 * What is on or off: a Bool where the device says true and false, else a String with the device's own words. Where it is told
 * other words than it says, it is told by a resource of its own.
 */
final class OnOff {
    private OnOff() {}

    /** Of {@code state_topic}, read by the template of this setting, and {@code command_topic}. */
    static List<Draft> of(Entity entity, String template) throws NotUnderstood {
        List<String> told = List.of(entity.text("payload_on", "ON"), entity.text("payload_off", "OFF"));
        List<String> said = List.of(entity.text("state_on", told.getFirst()), entity.text("state_off", told.getLast()));
        Draft reading = draft(entity, "", said).reads("state_topic", template);
        if (entity.component().equals("binary_sensor")) {
            return List.of(reading);
        }
        if (said.equals(told) || !reading.isUsable()) {
            return List.of(
                    draft(entity, "", told).reads("state_topic", template).writes("command_topic", ""));
        }
        List<Draft> both = new ArrayList<>(List.of(reading));
        both.add(draft(entity, "_set", told).writes("command_topic", ""));
        return both;
    }

    private static Draft draft(Entity entity, String suffix, List<String> words) {
        return words.equals(List.of("true", "false"))
                ? new Draft(entity, suffix, ValueType.BOOL)
                : new Draft(entity, suffix, ValueType.STRING).options(words);
    }
}
