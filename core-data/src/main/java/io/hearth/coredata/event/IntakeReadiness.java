package io.hearth.coredata.event;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Whether events from the bus are stored: says what holds them back, a full Redis for example. */
@Readiness
@ApplicationScoped
public class IntakeReadiness implements HealthCheck {
    private final BusEvents events;

    IntakeReadiness(BusEvents events) {
        this.events = events;
    }

    @Override
    public HealthCheckResponse call() {
        String trouble = events.trouble();
        return HealthCheckResponse.named(BusEvents.CHANNEL)
                .status(trouble.isEmpty())
                .withData("reason", trouble)
                .build();
    }
}
