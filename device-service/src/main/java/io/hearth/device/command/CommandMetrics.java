package io.hearth.device.command;

import io.hearth.device.DeviceConfig;
import io.hearth.runtime.bus.TooOld;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;

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

    /** A command from the bus for which there was no room at its device, or that waited there for too long. */
    void turnedAway() {
        registry.counter("hearth_commands_turned_away_total", "service", key).increment();
    }

    void putAside(String reason) {
        registry.counter("hearth_dead_letters_total", "service", key, "reason", reason)
                .increment();
    }
}
