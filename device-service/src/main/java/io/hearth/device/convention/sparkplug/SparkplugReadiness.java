package io.hearth.device.convention.sparkplug;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Whether Sparkplug's messages are taken: what has failed does not come back by itself. */
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
