package io.hearth.contracts.metadata;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hearth.contracts.validation.Uuid;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;

/**
 * A provision watcher to be added.
 *
 * @param requestId "" or a uuid
 */
public record AddProvisionWatcherRequest(
        @NotBlank String apiVersion,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) @Uuid String requestId,
        @NotNull @Valid ProvisionWatcher provisionWatcher) {
    public AddProvisionWatcherRequest {
        requestId = requestId == null ? "" : requestId;
    }
}
