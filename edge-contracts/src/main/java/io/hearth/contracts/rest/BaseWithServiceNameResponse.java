package io.hearth.contracts.rest;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * The answer of a service that took in another.
 *
 * @param serviceName the key of the service that was taken in
 */
public record BaseWithServiceNameResponse(
        String apiVersion,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String requestId,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String message,
        int statusCode,
        String serviceName) {

    /** 201, taken in. */
    public static BaseWithServiceNameResponse created(String requestId, String serviceName) {
        return new BaseWithServiceNameResponse(ApiVersion.V3, requestId, "", 201, serviceName);
    }
}
