package io.hearth.command.external;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Says why the second broker is not connected. The service is ready all the same: its other doors are open. */
@Readiness
@ApplicationScoped
public class ExternalReadiness implements HealthCheck {
    private final ExternalRequests requests;

    ExternalReadiness(ExternalRequests requests) {
        this.requests = requests;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("external broker")
                .up()
                .withData("reason", requests.trouble())
                .build();
    }
}
