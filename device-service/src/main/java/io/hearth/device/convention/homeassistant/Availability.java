package io.hearth.device.convention.homeassistant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hearth.contracts.codec.Json;
import io.hearth.contracts.value.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The topics on which a device says whether it is there, as resources with the attributes {@code online} and {@code offline}.
 * Where there are several, Home Assistant's {@code availability_mode} says what each alone means: with {@code all} every one of
 * them takes the device off, and the last one, which is the device's own, brings it back; with {@code any} it is the other way.
 */
final class Availability {
    /** Stands for the component of these resources, which are the device's. */
    static final String COMPONENT = "availability";

    private static final List<String> MODES = List.of("all", "any", "latest");

    private Availability() {}

    static List<Draft> of(Entity entity) throws NotUnderstood {
        ObjectNode none = Json.mapper().createObjectNode();
        Entity device = new Entity(COMPONENT, COMPONENT, none);
        List<Draft> drafts = new ArrayList<>();
        if (entity.has("availability_topic")) {
            String template = entity.text("availability_template", "");
            drafts.add(draft(
                    device, entity.topic("availability_topic").orElseThrow(), template, entity.settings(), true, true));
        }
        JsonNode several = entity.settings().path("availability");
        String mode = entity.text("availability_mode", "latest");
        if (!MODES.contains(mode)) {
            throw new NotUnderstood("availability_mode '" + mode + "' is not allowed, allowed are " + MODES);
        }
        for (int i = 0; i < several.size(); i++) {
            ObjectNode one = FullNames.ofEntity(several.path(i));
            boolean only = several.size() == 1 || mode.equals("latest");
            boolean last = i == several.size() - 1;
            drafts.add(draft(
                    device,
                    entity.topic("topic", one.path("topic")),
                    one.path("value_template").asText(""),
                    one,
                    only || mode.equals("any") || last,
                    only || mode.equals("all") || last));
        }
        return drafts;
    }

    private static Draft draft(
            Entity device, String topic, String template, JsonNode words, boolean online, boolean offline)
            throws NotUnderstood {
        Map<String, Object> where = template.isEmpty()
                ? ValueTemplate.WHOLE.attributes()
                : ValueTemplate.of("availability_template", template).attributes();
        Draft draft = new Draft(device, "", ValueType.STRING).reads(topic, where);
        if (online) {
            draft.attribute("online", List.of(words.path("payload_available").asText("online")));
        }
        if (offline) {
            draft.attribute(
                    "offline", List.of(words.path("payload_not_available").asText("offline")));
        }
        return draft;
    }
}
