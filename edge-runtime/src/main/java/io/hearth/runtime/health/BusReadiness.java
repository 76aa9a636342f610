package io.hearth.runtime.health;

import io.hearth.runtime.bus.Bus;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Whether the broker of the bus is connected. */
@Readiness
@ApplicationScoped
public class BusReadiness implements HealthCheck {
    private final Bus bus;

    BusReadiness(Bus bus) {
        this.bus = bus;
    }

    @Override
    public HealthCheckResponse call() {
        boolean up = bus.connected();
        return HealthCheckResponse.named("bus")
                .status(up)
                .withData("broker", bus.address())
                .withData("reason", up ? "" : bus.trouble())
                .build();
    }
}
