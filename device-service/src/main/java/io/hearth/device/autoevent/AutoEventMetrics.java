package io.hearth.device.autoevent;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.function.Supplier;

/** Counts what became of each deadline; none passes uncounted. */
@Singleton
class AutoEventMetrics {
    private final MeterRegistry registry;
    private final Counter published;
    private final Counter unchanged;
    private final Counter failed;
    private final Counter missed;

    AutoEventMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.published = counter("published");
        this.unchanged = counter("unchanged");
        this.failed = counter("failed");
        this.missed = counter("missed");
    }

    private Counter counter(String outcome) {
        return Counter.builder("hearth_auto_events")
                .description(
                        "deadlines of AutoEvents, by what became of them; missed: the one before was still under way")
                .tag("outcome", outcome)
                .register(registry);
    }

    void running(Supplier<Number> tasks) {
        Gauge.builder("hearth_auto_events_running", tasks)
                .description("AutoEvents that are read at their interval")
                .register(registry);
    }

    void published() {
        published.increment();
    }

    void unchanged() {
        unchanged.increment();
    }

    void failed() {
        failed.increment();
    }

    void missed(long deadlines) {
        missed.increment(deadlines);
    }
}
