package io.hearth.contracts.metadata;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hearth.contracts.validation.NotBlankName;
import io.hearth.contracts.validation.Required;
import io.hearth.contracts.validation.Uuid;
import jakarta.validation.Valid;
import java.util.List;
import java.util.Map;

/**
 * How devices of a kind are recognised when they are discovered (EdgeX core-metadata).
 *
 * @param identifiers         regular expressions on protocol properties, all of which must match
 * @param blockingIdentifiers exact values that veto
 */
public record ProvisionWatcher(
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) Long created,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) Long modified,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) @Uuid String id,
        @NotBlankName String name,
        @NotBlankName String serviceName,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> labels,
        @Required Map<@NotBlankName String, @NotBlankName String> identifiers,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, List<String>> blockingIdentifiers,

        @Required AdminState adminState,
        @Required @Valid DiscoveredDevice discoveredDevice) {
    public ProvisionWatcher {
        id = id == null ? "" : id;
        labels = labels == null ? List.of() : Nulls.asEmpty(labels);
        blockingIdentifiers = blockingIdentifiers == null ? Map.of() : Nulls.listsAsEmpty(blockingIdentifiers);
    }
}
