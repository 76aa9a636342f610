package io.hearth.contracts.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hearth.contracts.rest.ApiVersion;
import java.util.List;

/**
 * A page of readings.
 *
 * @param totalCount how many there are in all; 0 when not counted
 */
public record MultiReadingsResponse(
        String apiVersion,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String requestId,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String message,
        int statusCode,
        long totalCount,
        List<Reading> readings) {

    /** 200 with the page. */
    public static MultiReadingsResponse of(long totalCount, List<Reading> readings) {
        return new MultiReadingsResponse(ApiVersion.V3, "", "", 200, totalCount, readings);
    }
}
