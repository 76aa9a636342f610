package io.hearth.rules;

import io.hearth.rules.alarm.Alarms;
import io.hearth.rules.rule.Severity;
import io.hearth.rules.silence.HeldBackFirings;
import io.hearth.rules.silence.Silences;
import io.hearth.rules.stream.Streams;
import io.hearth.rules.why.Outcomes;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Locale;

/** The figures of alarms, silences and live streams, for Prometheus. */
@ApplicationScoped
public class AlarmMetrics {
    private final Alarms alarms;
    private final Silences silences;
    private final HeldBackFirings heldBack;
    private final Streams streams;
    private final Outcomes outcomes;

    AlarmMetrics(Alarms alarms, Silences silences, HeldBackFirings heldBack, Streams streams, Outcomes outcomes) {
        this.alarms = alarms;
        this.silences = silences;
        this.heldBack = heldBack;
        this.streams = streams;
        this.outcomes = outcomes;
    }

    void register(@Observes StartupEvent started, MeterRegistry registry) {
        for (Severity severity : Severity.values()) {
            Gauge.builder("hearth_rules_alarms_active", alarms, all -> all.figures()
                            .active()
                            .getOrDefault(severity, 0L))
                    .description("alarms that are active")
                    .tag("severity", severity.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
        Gauge.builder("hearth_rules_alarms_unacknowledged", alarms, all -> all.figures()
                        .unacknowledged())
                .description("alarms that nobody has taken note of")
                .register(registry);
        Gauge.builder("hearth_rules_alarms_shelved", alarms, all -> all.figures()
                        .shelved())
                .description("alarms that are out of sight for a while")
                .register(registry);
        Gauge.builder("hearth_rules_alarms_ended", alarms, all -> all.figures().ended())
                .description("alarms that are over and still kept")
                .register(registry);
        FunctionCounter.builder("hearth_rules_alarms_dropped_total", alarms, all -> all.figures()
                        .crowdedOut())
                .register(registry);
        Gauge.builder("hearth_rules_silences_holding", silences, Silences::holding)
                .description("silences that hold now")
                .register(registry);
        FunctionCounter.builder("hearth_rules_silenced_total", silences, Silences::refused)
                .register(registry);
        Gauge.builder("hearth_rules_silenced_waiting", heldBack, HeldBackFirings::size)
                .description("decisions that silences hold back until they end")
                .register(registry);
        Gauge.builder("hearth_rules_stream_clients", streams, Streams::listening)
                .description("clients of the live streams")
                .register(registry);
        FunctionCounter.builder("hearth_rules_stream_dropped_total", streams, Streams::tooSlow)
                .register(registry);
        FunctionCounter.builder("hearth_rules_why_lost_total", outcomes, Outcomes::lost)
                .register(registry);
    }
}
