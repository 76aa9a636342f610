package io.hearth.contracts.metadata;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.hearth.contracts.validation.Required;
import io.hearth.contracts.validation.Uuid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import java.util.Map;

/** Changes to a device service; every field that is null stays as it is. {@code id} or {@code name} says which one. */
public record UpdateDeviceService(
        @Uuid String id,
        String name,
        String description,
        List<@Required(mayBeEmpty = true) String> labels,

        @Pattern(regexp = "[A-Za-z][A-Za-z0-9+.-]*:.+", message = "field should be a URI such as http://host:59982")
        String baseAddress,

        AdminState adminState,
        Map<String, Object> properties) {

    /** Whether the update says which service it is for. */
    @AssertTrue(message = "id or name is required, and a name must not be blank")
    @JsonIgnore
    public boolean isAddressed() {
        return name == null ? id != null && !id.isEmpty() : !name.isBlank();
    }
}
