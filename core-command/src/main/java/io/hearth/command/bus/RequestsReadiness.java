package io.hearth.command.bus;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Whether requests from the bus still come in: a channel that has failed does not come back by itself. */
@Readiness
@ApplicationScoped
public class RequestsReadiness implements HealthCheck {
    private final BusRequests requests;

    private final BusQueries queries;

    RequestsReadiness(BusRequests requests, BusQueries queries) {
        this.requests = requests;
        this.queries = queries;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("command requests")
                .status(requests.running() && queries.running())
                .build();
    }
}
