package io.hearth.rules;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.function.ToDoubleFunction;

/**
 * Figures of what is at work: of this turn, so that counters begin anew with each, as with each start; 0 while this replica
 * stands by.
 */
record TurnGauges(MeterRegistry registry, RulesEngine service) {
    void gauge(String name, String description, ToDoubleFunction<Work> value, String... tags) {
        service.sharing().stations().forEach(station -> Gauge.builder(name, station, any -> now(station, value))
                .description(description)
                .tags(tags)
                .tags(tags(station))
                .register(registry));
    }

    void counter(String name, ToDoubleFunction<Work> value, String... tags) {
        service.sharing().stations().forEach(station -> FunctionCounter.builder(
                        name, station, any -> now(station, value))
                .tags(tags)
                .tags(tags(station))
                .register(registry));
    }

    /** Each share by itself: one that goes to another replica takes what it has counted with it. */
    private static Tags tags(Station station) {
        return station.share().isAll()
                ? Tags.empty()
                : Tags.of("share", Integer.toString(station.share().number()));
    }

    private static double now(Station station, ToDoubleFunction<Work> value) {
        return station.atWork().map(work -> value.applyAsDouble(work)).orElse(0.0);
    }
}
