package io.hearth.rules;

import io.hearth.rules.fault.Faults;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Whether the stored rules are loaded, readings come in and no work has broken off: only at the replica whose turn it is. */
@Readiness
@ApplicationScoped
public class RulesReadiness implements HealthCheck {
    private final RulesEngine engine;

    RulesReadiness(RulesEngine engine) {
        this.engine = engine;
    }

    @Override
    public HealthCheckResponse call() {
        String rest = engine.reasonForRest();
        String reason = rest.isEmpty() ? Faults.failing().orElse("") : rest;
        return HealthCheckResponse.named("rules")
                .status(reason.isEmpty())
                .withData("reason", reason)
                .withData("faults", Faults.count())
                .withData("lastFault", Faults.last())
                .build();
    }
}
