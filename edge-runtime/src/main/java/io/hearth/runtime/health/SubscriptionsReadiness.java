package io.hearth.runtime.health;

import io.hearth.runtime.bus.Subscriptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Whether the broker serves every durable subscription: says which it does not, and why. */
@Readiness
@ApplicationScoped
public class SubscriptionsReadiness implements HealthCheck {
    private final Subscriptions subscriptions;

    SubscriptionsReadiness(Subscriptions subscriptions) {
        this.subscriptions = subscriptions;
    }

    @Override
    public HealthCheckResponse call() {
        Map<String, String> missing = subscriptions.missing();
        HealthCheckResponseBuilder check =
                HealthCheckResponse.named("subscriptions").status(missing.isEmpty());
        missing.forEach(check::withData);
        return check.build();
    }
}
