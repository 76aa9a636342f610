package io.hearth.rules.device;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Says how well the devices are known. Always up: rules go on with the devices that were known last. */
@Readiness
@ApplicationScoped
public class CatalogReadiness implements HealthCheck {
    private final DeviceCatalog catalog;
    private final CatalogFeed feed;

    CatalogReadiness(DeviceCatalog catalog, CatalogFeed feed) {
        this.catalog = catalog;
        this.feed = feed;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("rules devices")
                .up()
                .withData("devices", catalog.size())
                .withData("profiles", catalog.profileCount())
                .withData("read", feed.wholeSince().map(Instant::toString).orElse("never"))
                .withData("reason", feed.trouble())
                .build();
    }
}
