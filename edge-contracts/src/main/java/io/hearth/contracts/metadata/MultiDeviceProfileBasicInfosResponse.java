package io.hearth.contracts.metadata;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hearth.contracts.rest.ApiVersion;
import java.util.List;

/**
 * A page of the basic info of profiles.
 *
 * @param totalCount how many there are in all
 */
public record MultiDeviceProfileBasicInfosResponse(
        String apiVersion,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String requestId,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String message,
        int statusCode,
        long totalCount,
        List<DeviceProfileBasicInfo> profiles) {

    /** 200 with the page. */
    public static MultiDeviceProfileBasicInfosResponse of(long totalCount, List<DeviceProfileBasicInfo> profiles) {
        return new MultiDeviceProfileBasicInfosResponse(ApiVersion.V3, "", "", 200, totalCount, profiles);
    }
}
