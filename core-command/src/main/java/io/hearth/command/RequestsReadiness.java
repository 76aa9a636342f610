package io.hearth.command;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Whether requests from the bus still come in: a channel that has failed does not come back by itself. */
@Readiness
@ApplicationScoped
public class RequestsReadiness implements HealthCheck {
    private final BusRequests requests;

    RequestsReadiness(BusRequests requests) {
        this.requests = requests;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("command requests")
                .status(requests.running())
                .build();
    }
}
