package io.hearth.device.convention.sparkplug;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Whether Sparkplug's messages are heard and taken; the reason names the filter that the broker refuses, where it does. */
@Readiness
@ApplicationScoped
public class SparkplugReadiness implements HealthCheck {
    private final Sparkplug sparkplug;

    SparkplugReadiness(Sparkplug sparkplug) {
        this.sparkplug = sparkplug;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("sparkplug")
                .status(sparkplug.trouble().isEmpty())
                .withData("reason", sparkplug.trouble())
                .build();
    }
}
