package io.hearth.contracts.metadata;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hearth.contracts.rest.ApiVersion;
import java.util.List;

/**
 * A page of devices.
 *
 * @param totalCount how many there are in all
 */
public record MultiDevicesResponse(
        String apiVersion,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String requestId,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String message,
        int statusCode,
        long totalCount,
        List<Device> devices) {

    /** 200 with the page. */
    public static MultiDevicesResponse of(long totalCount, List<Device> devices) {
        return new MultiDevicesResponse(ApiVersion.V3, "", "", 200, totalCount, devices);
    }
}
