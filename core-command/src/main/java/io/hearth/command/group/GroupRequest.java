package io.hearth.command.group;

import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.contracts.validation.NotBlankName;
import io.hearth.contracts.validation.Required;
import io.hearth.contracts.validation.Uuid;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * One command for many devices. Who is meant: the devices named, or those with all of the labels, or those of the profile; of
 * several of these, those that fit all.
 *
 * @param requestId   a UUID, or "" ; the same one acts once on each device
 * @param commandName the device command or resource
 * @param method      {@code set} when left out, or {@code get}
 * @param values      what to set, by resource
 */
public record GroupRequest(
        @Required @Schema(examples = "v3") String apiVersion,

        @Uuid @Schema(examples = "e6e8a2f4-eb14-4649-9e2b-175247911369")
        String requestId,

        @Schema(examples = "[\"lamp-1\",\"lamp-2\"]") List<@NotBlankName String> deviceNames,

        @Schema(examples = "[\"kitchen\"]") List<String> labels,

        @Schema(examples = "lamp") String profileName,

        @NotBlankName @Schema(examples = "power") String commandName,

        @Schema(examples = "set") String method,

        @Schema(examples = "{\"power\":\"false\"}") JsonNode values) {
    public GroupRequest {
        requestId = requestId == null ? "" : requestId;
        deviceNames = deviceNames == null ? List.of() : List.copyOf(deviceNames);
        labels = labels == null ? List.of() : List.copyOf(labels);
        profileName = profileName == null ? "" : profileName;
        method = method == null || method.isEmpty() ? "set" : method;
    }
}
