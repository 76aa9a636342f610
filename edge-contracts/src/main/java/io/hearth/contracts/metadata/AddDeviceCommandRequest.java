package io.hearth.contracts.metadata;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hearth.contracts.rest.BaseRequest;
import io.hearth.contracts.validation.NotBlankName;
import io.hearth.contracts.validation.Required;
import io.hearth.contracts.validation.Uuid;
import jakarta.validation.Valid;

/**
 * A device command to be added to a profile.
 *
 * @param requestId "" or a uuid
 */
public record AddDeviceCommandRequest(
        @Required String apiVersion,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) @Uuid String requestId,
        @NotBlankName String profileName,
        @Required @Valid DeviceCommand deviceCommand)
        implements BaseRequest {
    public AddDeviceCommandRequest {
        requestId = requestId == null ? "" : requestId;
    }
}
