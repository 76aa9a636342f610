package io.hearth.device.command;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Whether commands from the bus still come in: a channel that has failed does not come back by itself. */
@Readiness
@ApplicationScoped
public class CommandReadiness implements HealthCheck {
    private final BusCommands commands;

    CommandReadiness(BusCommands commands) {
        this.commands = commands;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("device commands")
                .status(commands.running())
                .build();
    }
}
