package io.hearth.contracts.metadata;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hearth.contracts.rest.BaseRequest;
import io.hearth.contracts.validation.Required;
import io.hearth.contracts.validation.Uuid;
import jakarta.validation.Valid;

/**
 * A device service to be added.
 *
 * @param requestId "" or a uuid
 */
public record AddDeviceServiceRequest(
        @Required String apiVersion,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) @Uuid String requestId,
        @Required @Valid DeviceService service)
        implements BaseRequest {
    public AddDeviceServiceRequest {
        requestId = requestId == null ? "" : requestId;
    }
}
