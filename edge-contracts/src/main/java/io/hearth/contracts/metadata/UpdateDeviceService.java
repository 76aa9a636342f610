package io.hearth.contracts.metadata;

import io.hearth.contracts.validation.Uuid;
import io.hearth.contracts.validation.WellFormed;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import java.util.Map;

/** Changes to a device service; every field that is null stays as it is. {@code id} or {@code name} says which one. */
public record UpdateDeviceService(
        @Uuid String id,
        @WellFormed String name,
        String description,
        List<String> labels,

        @Pattern(regexp = "[A-Za-z][A-Za-z0-9+.-]*:.+", message = "field should be a URI such as http://host:59982")
        String baseAddress,

        AdminState adminState,
        Map<String, Object> properties)
        implements Addressed {
    public UpdateDeviceService {
        labels = Nulls.asEmpty(labels);
    }
}
