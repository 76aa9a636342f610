package io.hearth.contracts.metadata;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hearth.contracts.validation.Uuid;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;

/**
 * A device service to be changed.
 *
 * @param requestId "" or a uuid
 */
public record UpdateDeviceServiceRequest(
        @NotBlank String apiVersion,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) @Uuid String requestId,
        @NotNull @Valid UpdateDeviceService service) {
    public UpdateDeviceServiceRequest {
        requestId = requestId == null ? "" : requestId;
    }
}
