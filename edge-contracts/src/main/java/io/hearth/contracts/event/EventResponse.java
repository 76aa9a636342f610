package io.hearth.contracts.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hearth.contracts.rest.ApiVersion;

/** One event, as core-data and device services answer it. */
public record EventResponse(
        String apiVersion,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String requestId,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String message,
        int statusCode,
        Event event) {

    /** 200 with the event. */
    public static EventResponse of(Event event) {
        return of("", event);
    }

    /** 200 with the event, to the request of this id. */
    public static EventResponse of(String requestId, Event event) {
        return new EventResponse(ApiVersion.V3, requestId, "", 200, event);
    }
}
