package io.hearth.device.registry;

import io.hearth.device.intake.IntakeLife;
import io.hearth.device.intake.Listening;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Whether devices are known and listened to; the reason says what is missing. */
@Readiness
@ApplicationScoped
public class RegistryReadiness implements HealthCheck {
    private final RegistryLife registry;
    private final DeviceCatalog catalog;
    private final IntakeLife intake;
    private final ValidationRequests validation;

    RegistryReadiness(RegistryLife registry, DeviceCatalog catalog, IntakeLife intake, ValidationRequests validation) {
        this.validation = validation;
        this.registry = registry;
        this.catalog = catalog;
        this.intake = intake;
    }

    @Override
    public HealthCheckResponse call() {
        // Once the devices are known, core-metadata may go away: what is known goes on working.
        String unknown = catalog.isLoaded() ? "" : registry.trouble();
        Listening listening = intake.listening();
        return HealthCheckResponse.named("device registry")
                .status(unknown.isEmpty() && validation().isEmpty() && listening.ready())
                .withData("devices", catalog.index().devices().size())
                .withData("brokersAway", String.join(", ", listening.troubles().keySet()))
                .withData(
                        "reason",
                        Stream.of(unknown, listening.reason(), validation())
                                .filter(reason -> !reason.isEmpty())
                                .collect(Collectors.joining("; ")))
                .build();
    }

    private String validation() {
        return validation.running() ? "" : "the channel ds-validate has ended";
    }
}
