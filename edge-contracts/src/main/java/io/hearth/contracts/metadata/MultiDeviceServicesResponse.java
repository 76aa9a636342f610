package io.hearth.contracts.metadata;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hearth.contracts.rest.ApiVersion;
import java.util.List;

/**
 * A page of device services.
 *
 * @param totalCount how many there are in all
 */
public record MultiDeviceServicesResponse(
        String apiVersion,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String requestId,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String message,
        int statusCode,
        long totalCount,
        List<DeviceService> services) {

    /** 200 with the page. */
    public static MultiDeviceServicesResponse of(long totalCount, List<DeviceService> services) {
        return new MultiDeviceServicesResponse(ApiVersion.V3, "", "", 200, totalCount, services);
    }
}
