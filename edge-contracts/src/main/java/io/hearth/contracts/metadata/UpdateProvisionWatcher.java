package io.hearth.contracts.metadata;

import io.hearth.contracts.validation.NotBlankName;
import io.hearth.contracts.validation.Uuid;
import io.hearth.contracts.validation.WellFormed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;

/** Changes to a provision watcher; every field that is null stays as it is, identifiers are replaced as a whole. */
public record UpdateProvisionWatcher(
        @Uuid String id,
        @WellFormed String name,
        @NotBlankName(optional = true) String serviceName,
        List<String> labels,

        @Size(min = 1, message = "field must not be empty") Map<@NotBlankName String, @NotBlankName String> identifiers,

        Map<String, List<String>> blockingIdentifiers,
        AdminState adminState,
        @Valid UpdateDiscoveredDevice discoveredDevice)
        implements Addressed {
    public UpdateProvisionWatcher {
        labels = Nulls.asEmpty(labels);
        blockingIdentifiers = Nulls.listsAsEmpty(blockingIdentifiers);
    }
}
