package io.hearth.contracts.metadata;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hearth.contracts.validation.Uuid;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;

/**
 * A device to be added.
 *
 * @param requestId "" or a uuid
 */
public record AddDeviceRequest(
        @NotBlank String apiVersion,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) @Uuid String requestId,
        @NotNull @Valid Device device) {
    public AddDeviceRequest {
        requestId = requestId == null ? "" : requestId;
    }
}
