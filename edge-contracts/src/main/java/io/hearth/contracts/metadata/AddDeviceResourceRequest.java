package io.hearth.contracts.metadata;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hearth.contracts.rest.BaseRequest;
import io.hearth.contracts.validation.NotBlankName;
import io.hearth.contracts.validation.Required;
import io.hearth.contracts.validation.Uuid;
import jakarta.validation.Valid;

/**
 * A resource to be added to a profile.
 *
 * @param requestId "" or a uuid
 */
public record AddDeviceResourceRequest(
        @Required String apiVersion,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) @Uuid String requestId,
        @NotBlankName String profileName,
        @Required @Valid DeviceResource resource)
        implements BaseRequest {
    public AddDeviceResourceRequest {
        requestId = requestId == null ? "" : requestId;
    }
}
