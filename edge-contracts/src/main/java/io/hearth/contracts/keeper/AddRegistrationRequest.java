package io.hearth.contracts.keeper;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hearth.contracts.rest.ApiVersion;
import io.hearth.contracts.validation.Required;
import io.hearth.contracts.validation.Uuid;
import jakarta.validation.Valid;

/**
 * A service to be registered, or registered anew.
 *
 * @param requestId "" or a uuid
 */
public record AddRegistrationRequest(
        @Required String apiVersion,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) @Uuid String requestId,
        @Required @Valid Registration registration) {
    public AddRegistrationRequest {
        requestId = requestId == null ? "" : requestId;
    }

    /** A request of this version. */
    public static AddRegistrationRequest of(Registration registration) {
        return new AddRegistrationRequest(ApiVersion.V3, "", registration);
    }
}
