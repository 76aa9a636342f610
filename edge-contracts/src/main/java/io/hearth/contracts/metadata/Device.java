package io.hearth.contracts.metadata;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hearth.contracts.validation.NotBlankName;
import io.hearth.contracts.validation.Required;
import io.hearth.contracts.validation.Uuid;
import io.hearth.contracts.validation.WellFormed;
import jakarta.validation.Valid;
import java.util.List;
import java.util.Map;

/**
 * A device (EdgeX core-metadata).
 *
 * @param id          made by the server when ""
 * @param profileName may be ""
 * @param protocols   per protocol its settings; must be there, may be empty
 * @param properties  always written
 * @param created     Unix ms; 0 before it is stored
 * @param modified    Unix ms
 */
public record Device(
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) Long created,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) Long modified,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) @Uuid String id,
        @NotBlankName String name,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) @WellFormed
        String parent,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) String description,
        @Required AdminState adminState,
        @Required OperatingState operatingState,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> labels,
        Object location,
        @NotBlankName String serviceName,
        @WellFormed String profileName,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<@Required @Valid AutoEvent> autoEvents,
        @Required(mayBeEmpty = true) Map<String, Map<String, Object>> protocols,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Object> tags,
        Map<String, Object> properties) {
    public Device {
        id = id == null ? "" : id;
        parent = parent == null ? "" : parent;
        description = description == null ? "" : description;
        labels = labels == null ? List.of() : Nulls.asEmpty(labels);
        profileName = profileName == null ? "" : profileName;
        autoEvents = autoEvents == null ? List.of() : autoEvents;
        protocols = Nulls.withoutNulls(protocols, Map.of());
        tags = tags == null ? Map.of() : tags;
        properties = properties == null ? Map.of() : properties;
    }
}
