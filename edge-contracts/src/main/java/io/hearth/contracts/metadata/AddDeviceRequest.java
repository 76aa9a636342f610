package io.hearth.contracts.metadata;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hearth.contracts.rest.BaseRequest;
import io.hearth.contracts.validation.Required;
import io.hearth.contracts.validation.Uuid;
import jakarta.validation.Valid;

/**
 * A device to be added.
 *
 * @param requestId "" or a uuid
 */
public record AddDeviceRequest(
        @Required String apiVersion,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) @Uuid String requestId,
        @Required @Valid Device device)
        implements BaseRequest {
    public AddDeviceRequest {
        requestId = requestId == null ? "" : requestId;
    }
}
