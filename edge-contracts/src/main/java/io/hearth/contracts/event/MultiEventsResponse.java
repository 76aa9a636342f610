package io.hearth.contracts.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hearth.contracts.rest.ApiVersion;
import java.util.List;

/**
 * A page of events.
 *
 * @param totalCount how many there are in all; 0 when not counted
 */
public record MultiEventsResponse(
        String apiVersion,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String requestId,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String message,
        int statusCode,
        long totalCount,
        List<Event> events) {

    /** 200 with the page. */
    public static MultiEventsResponse of(long totalCount, List<Event> events) {
        return new MultiEventsResponse(ApiVersion.V3, "", "", 200, totalCount, events);
    }
}
