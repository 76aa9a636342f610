package io.hearth.device.reading;

import io.hearth.device.DeviceConfig;
import io.hearth.device.MappingConfig;
import io.hearth.device.mapping.JsonataBounds;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Map;

/** The decoder of this service, and what it counts. */
final class ReadingParts {
    private ReadingParts() {}

    @Produces
    @Singleton
    static DecodingRules rules(DeviceConfig config, PayloadLimits limits) {
        MappingConfig mapping = config.mapping();
        return new DecodingRules(
                limits,
                mapping.maxParts(),
                mapping.maxPatternText(),
                new JsonataBounds(mapping.jsonataTimeout(), mapping.jsonataDepth()),
                mapping.maxPast(),
                mapping.maxFuture());
    }

    @Produces
    @Singleton
    static PayloadDecoder decoder(DecodingRules rules, MeterRegistry meters, DeviceConfig config) {
        Map<Oddity, Counter> counters = new EnumMap<>(Oddity.class);
        for (Oddity oddity : Oddity.values()) {
            counters.put(
                    oddity,
                    Counter.builder("hearth_reading_oddities")
                            .description("values left out and times replaced, by reason")
                            .tag("service", config.serviceKey().value())
                            .tag("reason", oddity.wireName())
                            .register(meters));
        }
        return new PayloadDecoder(rules, oddity -> counters.get(oddity).increment());
    }
}
