package io.hearth.coredata;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Whether what comes over the bus is taken in, events, dead letters and changes of devices: says what holds it back. */
@Readiness
@ApplicationScoped
public class IntakeReadiness implements HealthCheck {
    private final Instance<BusIntake> intakes;

    IntakeReadiness(@Any Instance<BusIntake> intakes) {
        this.intakes = intakes;
    }

    @Override
    public HealthCheckResponse call() {
        Map<String, String> trouble = new TreeMap<>();
        intakes.forEach(intake -> trouble.put(intake.channel(), intake.trouble()));
        trouble.values().removeIf(String::isEmpty);
        HealthCheckResponseBuilder check = HealthCheckResponse.named("intake")
                .status(trouble.isEmpty())
                .withData("reason", String.join("; ", trouble.values()));
        trouble.forEach(check::withData);
        return check.build();
    }
}
