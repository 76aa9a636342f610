package io.hearth.contracts.metadata;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hearth.contracts.rest.ApiVersion;

/** One device. */
public record DeviceResponse(
        String apiVersion,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String requestId,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String message,
        int statusCode,
        Device device) {

    /** 200. */
    public static DeviceResponse of(Device device) {
        return new DeviceResponse(ApiVersion.V3, "", "", 200, device);
    }
}
