package io.hearth.contracts.metadata;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hearth.contracts.validation.NotBlankName;
import io.hearth.contracts.validation.Required;
import io.hearth.contracts.validation.Uuid;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import java.util.Map;

/**
 * A device service (EdgeX core-metadata).
 *
 * @param baseAddress a URI such as {@code http://host:59982}
 */
public record DeviceService(
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) Long created,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) Long modified,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) @Uuid String id,
        @NotBlankName String name,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String description,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> labels,

        @Required
        @Pattern(regexp = "[A-Za-z][A-Za-z0-9+.-]*:.+", message = "field should be a URI such as http://host:59982")
        String baseAddress,

        @Required AdminState adminState,
        Map<String, Object> properties) {
    public DeviceService {
        id = id == null ? "" : id;
        description = description == null ? "" : description;
        labels = labels == null ? List.of() : Nulls.asEmpty(labels);
        properties = properties == null ? Map.of() : properties;
    }
}
