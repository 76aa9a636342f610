package io.hearth.rules;

import io.hearth.rules.rule.Severity;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The figures of alarms, silences and live streams, for Prometheus. */
@ApplicationScoped
public class AlarmMetrics {
    private final TurnGauges figures;

    AlarmMetrics(MeterRegistry registry, RulesEngine service) {
        this.figures = new TurnGauges(registry, service);
    }

    void register(@Observes StartupEvent started) {
        for (Severity severity : Severity.values()) {
            gauge(
                    "hearth_rules_alarms_active",
                    "alarms that are active",
                    all -> all.alarms().figures().active().getOrDefault(severity, 0L),
                    "severity",
                    severity.name().toLowerCase(Locale.ROOT));
        }
        gauge("hearth_rules_alarms_unacknowledged", "alarms that nobody has taken note of", all -> all.alarms()
                .figures()
                .unacknowledged());
        gauge("hearth_rules_alarms_shelved", "alarms that are out of sight for a while", all -> all.alarms()
                .figures()
                .shelved());
        gauge("hearth_rules_alarms_ended", "alarms that are over and still kept", all -> all.alarms()
                .figures()
                .ended());
        counter(
                "hearth_rules_alarms_dropped_total",
                all -> all.alarms().figures().crowdedOut());
        gauge("hearth_rules_silences", "silences that are kept, also those that are over", all -> all.silences()
                .all()
                .size());
        gauge("hearth_rules_silences_holding", "silences that hold now", all -> all.silences()
                .holding());
        counter("hearth_rules_silenced_total", all -> all.silences().refused());
        gauge("hearth_rules_silenced_waiting", "decisions that silences hold back until they end", all -> all.heldBack()
                .size());
        gauge("hearth_rules_stream_clients", "clients of the live streams", all -> all.streams()
                .listening());
        counter("hearth_rules_stream_dropped_total", all -> all.streams().tooSlow());
        counter("hearth_rules_why_lost_total", all -> all.outcomes().lost());
    }

    private void gauge(String name, String description, ToDoubleFunction<AlarmWork> value, String... tags) {
        figures.gauge(name, description, work -> value.applyAsDouble(work.alarms()), tags);
    }

    private void counter(String name, ToDoubleFunction<AlarmWork> value) {
        figures.counter(name, work -> value.applyAsDouble(work.alarms()));
    }
}
