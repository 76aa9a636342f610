package io.hearth.rules.device;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** How many devices the rules engine knows, for Prometheus. */
@ApplicationScoped
public class CatalogMetrics {
    void register(@Observes StartupEvent started, MeterRegistry registry, DeviceCatalog catalog, CatalogFeed feed) {
        Gauge.builder("hearth_rules_devices", catalog, DeviceCatalog::size)
                .description("devices that are known")
                .register(registry);
        Gauge.builder("hearth_rules_profiles", catalog, DeviceCatalog::profileCount)
                .description("profiles that are known")
                .register(registry);
        Gauge.builder("hearth_rules_devices_behind", feed, f -> f.trouble().isEmpty() ? 0 : 1)
                .description("1 while core-metadata could not be read, and the devices may be others")
                .register(registry);
        Gauge.builder("hearth_rules_devices_doubted", feed, CatalogFeed::doubted)
                .description(
                        "devices that are kept though core-metadata did not list them, as it lacked too many to be believed")
                .register(registry);
        FunctionCounter.builder("hearth_rules_devices_refused_total", catalog, DeviceCatalog::refused)
                .description("devices or profiles not taken, because there were as many as there may be")
                .register(registry);
    }
}
