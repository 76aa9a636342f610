package io.hearth.contracts.metadata;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hearth.contracts.rest.ApiVersion;

/** One profile. */
public record DeviceProfileResponse(
        String apiVersion,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String requestId,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String message,
        int statusCode,
        DeviceProfile profile) {

    /** 200. */
    public static DeviceProfileResponse of(DeviceProfile profile) {
        return new DeviceProfileResponse(ApiVersion.V3, "", "", 200, profile);
    }
}
