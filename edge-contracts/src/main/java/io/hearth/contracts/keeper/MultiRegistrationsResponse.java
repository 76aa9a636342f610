package io.hearth.contracts.keeper;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hearth.contracts.rest.ApiVersion;
import java.util.List;

/**
 * Registered services.
 *
 * @param totalCount how many are listed
 */
public record MultiRegistrationsResponse(
        String apiVersion,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String requestId,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String message,
        int statusCode,
        long totalCount,
        List<RegisteredService> registrations) {

    /** 200 with the list. */
    public static MultiRegistrationsResponse of(List<Registration> registrations) {
        List<RegisteredService> listed =
                registrations.stream().map(RegisteredService::of).toList();
        return new MultiRegistrationsResponse(ApiVersion.V3, "", "", 200, listed.size(), listed);
    }
}
