package io.hearth.rules;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Whether the stored rules are loaded and readings come in: only at the replica whose turn it is. */
@Readiness
@ApplicationScoped
public class RulesReadiness implements HealthCheck {
    private final RulesEngine engine;

    RulesReadiness(RulesEngine engine) {
        this.engine = engine;
    }

    @Override
    public HealthCheckResponse call() {
        String reason = engine.reasonForRest();
        return HealthCheckResponse.named("rules")
                .status(reason.isEmpty())
                .withData("reason", reason)
                .build();
    }
}
