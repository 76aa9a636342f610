package io.hearth.contracts.rest;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * The answer to a request that has nothing else to say.
 *
 * @param apiVersion {@code v3}
 * @param requestId  the request's id; left out when empty
 * @param message    what went wrong; left out when empty
 * @param statusCode the HTTP status of this answer or of this item of a list
 */
public record BaseResponse(
        String apiVersion,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String requestId,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String message,
        int statusCode) {

    /** A success. */
    public static BaseResponse ok(String requestId, int statusCode) {
        return new BaseResponse(ApiVersion.V3, requestId, "", statusCode);
    }

    /** A failure. */
    public static BaseResponse error(String requestId, String message, int statusCode) {
        return new BaseResponse(ApiVersion.V3, requestId, message, statusCode);
    }
}
