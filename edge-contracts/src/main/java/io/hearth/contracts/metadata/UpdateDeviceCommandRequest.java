package io.hearth.contracts.metadata;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hearth.contracts.rest.BaseRequest;
import io.hearth.contracts.validation.NotBlankName;
import io.hearth.contracts.validation.Required;
import io.hearth.contracts.validation.Uuid;
import jakarta.validation.Valid;

/**
 * A device command of a profile to be changed.
 *
 * @param requestId "" or a uuid
 */
public record UpdateDeviceCommandRequest(
        @Required String apiVersion,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) @Uuid String requestId,
        @NotBlankName String profileName,
        @Required @Valid UpdateDeviceCommand deviceCommand)
        implements BaseRequest {
    public UpdateDeviceCommandRequest {
        requestId = requestId == null ? "" : requestId;
    }
}
