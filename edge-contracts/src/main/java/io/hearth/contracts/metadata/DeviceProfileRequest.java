package io.hearth.contracts.metadata;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hearth.contracts.rest.BaseRequest;
import io.hearth.contracts.validation.Required;
import io.hearth.contracts.validation.Uuid;
import jakarta.validation.Valid;

/**
 * A profile to be added or replaced.
 *
 * @param requestId "" or a uuid
 */
public record DeviceProfileRequest(
        @Required String apiVersion,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) @Uuid String requestId,
        @Required @Valid DeviceProfile profile)
        implements BaseRequest {
    public DeviceProfileRequest {
        requestId = requestId == null ? "" : requestId;
    }
}
