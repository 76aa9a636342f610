package io.hearth.contracts.rest;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * The answer to a request that made something.
 *
 * @param id the id of what was made
 */
public record BaseWithIdResponse(
        String apiVersion,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String requestId,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String message,
        int statusCode,
        String id) {

    /** 201, made. */
    public static BaseWithIdResponse created(String requestId, String id) {
        return new BaseWithIdResponse(ApiVersion.V3, requestId, "", 201, id);
    }
}
