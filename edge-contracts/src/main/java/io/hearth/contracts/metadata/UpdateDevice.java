package io.hearth.contracts.metadata;

import io.hearth.contracts.validation.NotBlankName;
import io.hearth.contracts.validation.Required;
import io.hearth.contracts.validation.Uuid;
import io.hearth.contracts.validation.WellFormed;
import jakarta.validation.Valid;
import java.util.List;
import java.util.Map;

/** Changes to a device; every field that is null stays as it is. {@code id} or {@code name} says which device. */
public record UpdateDevice(
        @Uuid String id,
        @WellFormed String name,
        @WellFormed String parent,
        String description,
        AdminState adminState,
        OperatingState operatingState,
        List<String> labels,
        Object location,
        @NotBlankName(optional = true) String serviceName,
        @WellFormed String profileName,
        List<@Required @Valid AutoEvent> autoEvents,
        Map<String, Map<String, Object>> protocols,
        Map<String, Object> tags,
        Map<String, Object> properties)
        implements Addressed {
    public UpdateDevice {
        labels = Nulls.asEmpty(labels);
        protocols = Nulls.withoutNulls(protocols, Map.of());
    }
}
