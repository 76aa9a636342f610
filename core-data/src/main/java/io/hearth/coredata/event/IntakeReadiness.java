package io.hearth.coredata.event;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Whether events are still taken from the bus: a subscription that ended does not come back by itself. */
@Readiness
@ApplicationScoped
public class IntakeReadiness implements HealthCheck {
    private final BusEvents events;

    IntakeReadiness(BusEvents events) {
        this.events = events;
    }

    @Override
    public HealthCheckResponse call() {
        boolean running = events.running();
        return HealthCheckResponse.named(BusEvents.CHANNEL)
                .status(running)
                .withData("reason", running ? "" : "the subscription to events has ended, restart core-data")
                .build();
    }
}
