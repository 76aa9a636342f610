package io.hearth.rules;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Whether the stored rules are loaded and readings come in. */
@Readiness
@ApplicationScoped
public class RulesReadiness implements HealthCheck {
    private final RulesEngine engine;

    RulesReadiness(RulesEngine engine) {
        this.engine = engine;
    }

    @Override
    public HealthCheckResponse call() {
        boolean up = engine.isAtWork();
        return HealthCheckResponse.named("rules")
                .status(up)
                .withData("reason", up ? "" : "the rules are not loaded yet, or their channel has ended")
                .build();
    }
}
