package io.hearth.contracts.metadata;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hearth.contracts.rest.BaseRequest;
import io.hearth.contracts.validation.Required;
import io.hearth.contracts.validation.Uuid;
import jakarta.validation.Valid;

/**
 * A device service to be changed.
 *
 * @param requestId "" or a uuid
 */
public record UpdateDeviceServiceRequest(
        @Required String apiVersion,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) @Uuid String requestId,
        @Required @Valid UpdateDeviceService service)
        implements BaseRequest {
    public UpdateDeviceServiceRequest {
        requestId = requestId == null ? "" : requestId;
    }
}
