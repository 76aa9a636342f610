package io.hearth.contracts.rest;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * How many there are.
 *
 * @param count 0 or more
 */
public record CountResponse(
        String apiVersion,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String requestId,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String message,
        int statusCode,
        long count) {

    /** 200 with the count. */
    public static CountResponse of(long count) {
        return new CountResponse(ApiVersion.V3, "", "", 200, count);
    }
}
