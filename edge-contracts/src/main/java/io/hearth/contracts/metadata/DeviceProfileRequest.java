package io.hearth.contracts.metadata;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hearth.contracts.validation.Uuid;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;

/**
 * A profile to be added or replaced.
 *
 * @param requestId "" or a uuid
 */
public record DeviceProfileRequest(
        @NotBlank String apiVersion,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) @Uuid String requestId,
        @NotNull @Valid DeviceProfile profile) {
    public DeviceProfileRequest {
        requestId = requestId == null ? "" : requestId;
    }
}
