package io.hearth.contracts.keeper;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hearth.contracts.rest.ApiVersion;

/** One registered service. */
public record RegistrationResponse(
        String apiVersion,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String requestId,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String message,
        int statusCode,
        RegisteredService registration) {

    /** 200. */
    public static RegistrationResponse of(Registration registration) {
        return new RegistrationResponse(ApiVersion.V3, "", "", 200, RegisteredService.of(registration));
    }
}
