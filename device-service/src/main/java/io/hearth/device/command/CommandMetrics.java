package io.hearth.device.command;

import io.hearth.device.DeviceConfig;
import io.hearth.runtime.bus.TooOld;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.function.Supplier;

/** Counts commands by what became of them. */
@Singleton
class CommandMetrics {
    private final String key;
    private final MeterRegistry registry;
    private final TooOld tooOld;

    CommandMetrics(MeterRegistry registry, DeviceConfig config) {
        this.key = config.serviceKey().value();
        this.registry = registry;
        this.tooOld = new TooOld(key, registry);
    }

    CommandOutcome counted(CommandOutcome outcome) {
        String word =
                switch (outcome) {
                    case CommandOutcome.Done done -> "done";
                    case CommandOutcome.Answered answered -> "answered";
                    case CommandOutcome.Refused refused -> refused.passing() ? "unavailable" : "refused";
                };
        registry.counter("hearth_commands_total", "service", key, "outcome", word)
                .increment();
        return outcome;
    }

    void tooOld(String topic) {
        tooOld.note(topic);
    }

    /** Commands that were refused for now, and may yet reach their devices. */
    void open(Supplier<Number> open) {
        Gauge.builder("hearth_commands_open", open)
                .description(
                        "commands answered 503 that the devices' broker may yet take: repeated, they wait and are not sent again")
                .tag("service", key)
                .register(registry);
    }

    /** A command from the bus for which there was no room, here or at its device, or that waited there for too long. */
    void turnedAway() {
        registry.counter("hearth_commands_turned_away_total", "service", key).increment();
    }

    void putAside(String reason) {
        registry.counter("hearth_dead_letters_total", "service", key, "reason", reason)
                .increment();
    }
}
