package io.hearth.contracts.metadata;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hearth.contracts.rest.ApiVersion;
import java.util.List;

/**
 * A page of profiles.
 *
 * @param totalCount how many there are in all
 */
public record MultiDeviceProfilesResponse(
        String apiVersion,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String requestId,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String message,
        int statusCode,
        long totalCount,
        List<DeviceProfile> profiles) {

    /** 200 with the page. */
    public static MultiDeviceProfilesResponse of(long totalCount, List<DeviceProfile> profiles) {
        return new MultiDeviceProfilesResponse(ApiVersion.V3, "", "", 200, totalCount, profiles);
    }
}
