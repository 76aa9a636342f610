package io.hearth.contracts.metadata;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hearth.contracts.rest.BaseRequest;
import io.hearth.contracts.validation.Required;
import io.hearth.contracts.validation.Uuid;
import jakarta.validation.Valid;

/**
 * The basic info of a profile to be changed.
 *
 * @param requestId "" or a uuid
 */
public record DeviceProfileBasicInfoRequest(
        @Required String apiVersion,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) @Uuid String requestId,
        @Required @Valid UpdateDeviceProfileBasicInfo basicinfo)
        implements BaseRequest {
    public DeviceProfileBasicInfoRequest {
        requestId = requestId == null ? "" : requestId;
    }
}
