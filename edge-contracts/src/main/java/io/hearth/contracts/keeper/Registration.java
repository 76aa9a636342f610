package io.hearth.contracts.keeper;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hearth.contracts.validation.Required;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/**
 * Where a service is found, and how it is (EdgeX API, core-keeper).
 *
 * @param created       when it was registered, Unix ms
 * @param modified      when it was registered anew or its status was looked at, Unix ms
 * @param serviceId     the service's key
 * @param status        one of {@link HealthStatus}; anything else is {@code UNKNOWN}
 * @param host          its host
 * @param port          its TCP port
 * @param healthCheck   how to ask whether it is well
 * @param lastConnected when it last answered its health check, Unix ms; left out when it never did
 */
public record Registration(
        long created,
        long modified,
        @Required String serviceId,
        String status,
        @Required String host,

        @Min(value = 1, message = "field must be a port from 1 to 65535")
        @Max(value = 65535, message = "field must be a port from 1 to 65535")
        int port,

        @Required @Valid HealthCheck healthCheck,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) long lastConnected) {
    public Registration {
        status = HealthStatus.of(status).name();
    }

    /** How it is. */
    public HealthStatus health() {
        return HealthStatus.of(status);
    }

    /** The same at another time and in another state. */
    public Registration seen(long createdThen, long modifiedThen, HealthStatus now, long connected) {
        return new Registration(createdThen, modifiedThen, serviceId, now.name(), host, port, healthCheck, connected);
    }
}
