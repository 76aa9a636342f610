package io.hearth.rules;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;

/**
 * Figures of what is at work: of this turn, so that counters begin anew with each, as with each start; 0 while this replica
 * stands by.
 */
record TurnGauges(MeterRegistry registry, RulesEngine service) {
    void gauge(String name, String description, ToDoubleFunction<Work> value, String... tags) {
        Gauge.builder(name, service, any -> now(value))
                .description(description)
                .tags(tags)
                .register(registry);
    }

    void counter(String name, ToDoubleFunction<Work> value, String... tags) {
        FunctionCounter.builder(name, service, any -> now(value)).tags(tags).register(registry);
    }

    private double now(ToDoubleFunction<Work> value) {
        return service.atWork().map(work -> value.applyAsDouble(work)).orElse(0.0);
    }
}
