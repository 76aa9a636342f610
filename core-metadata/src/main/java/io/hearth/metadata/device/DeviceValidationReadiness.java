package io.hearth.metadata.device;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Whether device services can be asked about devices: the connection for it is another than that of the bus. */
@Readiness
@ApplicationScoped
public class DeviceValidationReadiness implements HealthCheck {
    private final DeviceValidation validation;

    DeviceValidationReadiness(DeviceValidation validation) {
        this.validation = validation;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("device validation")
                .status(validation.connected())
                .build();
    }
}
