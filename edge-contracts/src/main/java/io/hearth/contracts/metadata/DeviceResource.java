package io.hearth.contracts.metadata;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hearth.contracts.validation.NotBlankName;
import io.hearth.contracts.validation.Required;
import jakarta.validation.Valid;
import java.util.Map;

/**
 * One thing that can be read or written (EdgeX core-metadata).
 *
 * @param isHidden   whether core-command leaves it out of its lists
 * @param attributes what the device service needs to reach it
 */
public record DeviceResource(
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String description,
        @NotBlankName String name,
        boolean isHidden,
        @Required @Valid ResourceProperties properties,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Object> attributes,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Object> tags) {
    public DeviceResource {
        description = description == null ? "" : description;
        attributes = attributes == null ? Map.of() : attributes;
        tags = tags == null ? Map.of() : tags;
    }
}
