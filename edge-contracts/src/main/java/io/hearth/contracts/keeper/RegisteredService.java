package io.hearth.contracts.keeper;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * A service as core-keeper answers it: with its health check under both names that EdgeX v4 has for it, {@code healthCheck} of
 * its API's description, and {@code HealthCheck} that its core-keeper writes and its tests read.
 */
public record RegisteredService(
        @JsonUnwrapped Registration registration,
        @JsonProperty("HealthCheck") HealthCheck writtenByGo) {

    static RegisteredService of(Registration registration) {
        return new RegisteredService(registration, registration.healthCheck());
    }
}
