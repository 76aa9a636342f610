package io.hearth.device.convention.homeassistant;

import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.contracts.codec.Json;
import io.hearth.contracts.metadata.DeviceProfile;
import io.hearth.contracts.metadata.DeviceResource;
import io.hearth.device.convention.Described;
import io.hearth.device.mapping.Problem;
import io.hearth.device.mapping.ProfileCompiler;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A discovery message, understood.
 *
 * @param device who announces
 * @param drafts the resources that it announces
 * @param wrong  what of it is not understood, and why
 */
record Announcement(Described device, List<Draft> drafts, List<String> wrong) {
    /** {@link NotUnderstood} when nothing of it can be used; {@link IOException} when it is no JSON. */
    static Announcement of(ConfigTopic topic, byte[] payload) throws NotUnderstood, IOException {
        ConfigMessage message = ConfigMessage.of(topic, Json.read(payload, JsonNode.class));
        List<Draft> drafts = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        for (Entity entity : message.entities()) {
            try {
                List<Draft> own = EntityResources.of(entity);
                check(own);
                drafts.addAll(own);
            } catch (NotUnderstood why) {
                wrong.add(entity.name() + ": " + why.getMessage());
            }
        }
        if (drafts.isEmpty() && !wrong.isEmpty()) {
            throw new NotUnderstood(String.join("; ", wrong));
        }
        return new Announcement(message.device(), List.copyOf(drafts), List.copyOf(wrong));
    }

    /** What the mapping would leave out is not to be added. */
    private static void check(List<Draft> drafts) throws NotUnderstood {
        List<DeviceResource> resources = ResourceMerge.of(List.of(), "", drafts);
        List<Problem> problems = ProfileCompiler.compile(
                        new DeviceProfile(null, null, null, "", "p", "", "", "", List.of(), 0, resources, List.of()))
                .problems();
        if (!problems.isEmpty()) {
            throw new NotUnderstood(problems.getFirst().toString());
        }
    }
}
