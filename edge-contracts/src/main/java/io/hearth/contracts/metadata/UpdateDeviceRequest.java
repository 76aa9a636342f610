package io.hearth.contracts.metadata;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hearth.contracts.rest.BaseRequest;
import io.hearth.contracts.validation.Required;
import io.hearth.contracts.validation.Uuid;
import jakarta.validation.Valid;

/**
 * A device to be changed.
 *
 * @param requestId "" or a uuid
 */
public record UpdateDeviceRequest(
        @Required String apiVersion,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) @Uuid String requestId,
        @Required @Valid UpdateDevice device)
        implements BaseRequest {
    public UpdateDeviceRequest {
        requestId = requestId == null ? "" : requestId;
    }
}
