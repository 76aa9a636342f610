package io.hearth.contracts.metadata;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hearth.contracts.rest.BaseRequest;
import io.hearth.contracts.validation.NotBlankName;
import io.hearth.contracts.validation.Required;
import io.hearth.contracts.validation.Uuid;
import jakarta.validation.Valid;

/**
 * A resource of a profile to be changed.
 *
 * @param requestId "" or a uuid
 */
public record UpdateDeviceResourceRequest(
        @Required String apiVersion,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) @Uuid String requestId,
        @NotBlankName String profileName,
        @Required @Valid UpdateDeviceResource resource)
        implements BaseRequest {
    public UpdateDeviceResourceRequest {
        requestId = requestId == null ? "" : requestId;
    }
}
