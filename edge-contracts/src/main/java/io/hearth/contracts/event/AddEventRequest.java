package io.hearth.contracts.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.hearth.contracts.rest.ApiVersion;
import io.hearth.contracts.validation.Required;
import io.hearth.contracts.validation.Uuid;
import jakarta.validation.Valid;

/**
 * An event to be stored: the body of core-data's POST, and the payload of events on the bus.
 *
 * @param requestId "" or a uuid
 */
@JsonDeserialize(using = AddEventRequestJson.Reader.class)
public record AddEventRequest(
        @Required String apiVersion,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) @Uuid String requestId,
        @Required @Valid Event event) {
    public AddEventRequest {
        requestId = requestId == null ? "" : requestId;
    }

    /** The request for an event, without a request id. */
    public static AddEventRequest of(Event event) {
        return new AddEventRequest(ApiVersion.V3, "", event);
    }
}
