package io.hearth.contracts.metadata;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hearth.contracts.rest.ApiVersion;

/** One device service. */
public record DeviceServiceResponse(
        String apiVersion,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String requestId,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String message,
        int statusCode,
        DeviceService service) {

    /** 200. */
    public static DeviceServiceResponse of(DeviceService service) {
        return new DeviceServiceResponse(ApiVersion.V3, "", "", 200, service);
    }
}
