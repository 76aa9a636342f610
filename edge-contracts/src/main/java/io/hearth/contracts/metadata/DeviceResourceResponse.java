package io.hearth.contracts.metadata;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hearth.contracts.rest.ApiVersion;

/** One resource of a profile. */
public record DeviceResourceResponse(
        String apiVersion,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String requestId,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String message,
        int statusCode,
        DeviceResource resource) {

    /** 200. */
    public static DeviceResourceResponse of(DeviceResource resource) {
        return new DeviceResourceResponse(ApiVersion.V3, "", "", 200, resource);
    }
}
