package io.hearth.contracts.metadata;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hearth.contracts.validation.NotBlankName;
import io.hearth.contracts.validation.Required;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import java.util.Map;

/** Several resources read or written at once (EdgeX core-metadata). */
public record DeviceCommand(
        @NotBlankName String name,
        boolean isHidden,

        @Required @Pattern(regexp = "R|W|RW|WR", message = "field should be one of R, W, RW, WR")
        String readWrite,

        @Required List<@Required @Valid ResourceOperation> resourceOperations,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Object> tags) {
    public DeviceCommand {
        resourceOperations = resourceOperations == null ? List.of() : resourceOperations;
        tags = tags == null ? Map.of() : tags;
    }
}
