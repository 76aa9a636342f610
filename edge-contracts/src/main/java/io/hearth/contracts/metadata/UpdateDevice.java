package io.hearth.contracts.metadata;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.hearth.contracts.validation.NotBlankName;
import io.hearth.contracts.validation.Required;
import io.hearth.contracts.validation.Uuid;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import java.util.List;
import java.util.Map;

/** Changes to a device; every field that is null stays as it is. {@code id} or {@code name} says which device. */
public record UpdateDevice(
        @Uuid String id,
        String name,
        String parent,
        String description,
        AdminState adminState,
        OperatingState operatingState,
        List<@Required(mayBeEmpty = true) String> labels,
        Object location,
        @NotBlankName(optional = true) String serviceName,
        String profileName,
        List<@Required @Valid AutoEvent> autoEvents,
        Map<String, Map<String, Object>> protocols,
        Map<String, Object> tags,
        Map<String, Object> properties) {
    public UpdateDevice {
        protocols = Protocols.withoutNulls(protocols);
    }

    /** Whether the update says which device it is for. */
    @AssertTrue(message = "id or name is required, and a name must not be blank")
    @JsonIgnore
    public boolean isAddressed() {
        return name == null ? id != null && !id.isEmpty() : !name.isBlank();
    }
}
