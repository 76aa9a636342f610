package io.hearth.rules;

import io.hearth.rules.action.Actions;
import io.hearth.rules.action.Deed;
import io.hearth.rules.engine.Engine;
import io.hearth.rules.fault.Faults;
import io.hearth.rules.figures.RuleMetrics;
import io.hearth.rules.replica.Replica;
import io.hearth.rules.replica.Standing;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;

/** The figures of the service, for Prometheus. */
@ApplicationScoped
public class RulesMetrics {
    private final RulesEngine service;
    private final MeterRegistry registry;
    private final TurnGauges figures;

    RulesMetrics(MeterRegistry registry, RulesEngine service) {
        this.service = service;
        this.registry = registry;
        this.figures = new TurnGauges(registry, service);
    }

    void register(@Observes StartupEvent started) {
        List<Replica> shares = service.sharing().replicas();
        Gauge.builder("hearth_rules_at_work", shares, all -> epochs(all).count())
                .description("how many shares of the devices this replica evaluates; of one 1 or 0")
                .register(registry);
        Gauge.builder("hearth_rules_epoch", shares, all -> epochs(all).max().orElse(0))
                .description("counts the turns of all replicas; 0 when standing by or alone")
                .register(registry);
        FunctionCounter.builder("hearth_rules_faults_total", this, any -> Faults.count())
                .description("how often the work of a thread broke off by an error that nobody foresaw")
                .register(registry);
        FunctionCounter.builder("hearth_rules_takeovers_total", shares, all -> all.stream()
                        .mapToLong(Replica::turns)
                        .sum())
                .description("how often this replica began to evaluate")
                .register(registry);
        figures.gauge(
                "hearth_rules_loaded", "rules there are", work -> work.book().size());
        figures.gauge(
                "hearth_rules_unevaluable", "rules that are switched on and cannot be evaluated", work -> work.engine()
                        .leftAlone());
        figures.gauge("hearth_rules_unread", "stored rules that are not understood", work -> work.book()
                .unread()
                .size());
        figures.gauge(
                "hearth_rules_active",
                "rules whose condition holds",
                work -> work.engine().figures().evaluation().active());
        counter("hearth_rules_evaluations_total", e -> e.figures().evaluation().evaluated());
        counter(
                "hearth_rules_firings_total",
                e -> e.figures().evaluation().firings().acted());
        counter("hearth_rules_unreadable_total", e -> e.figures().unreadable());
        counter("hearth_messages_received_total", e -> e.figures().received(), "service", RulesParts.SERVICE);
        counter("hearth_rules_elsewhere_total", e -> e.figures().elsewhere());
        counter("hearth_rules_ignored_total", e -> e.figures().evaluation().late(), "reason", "late");
        counter("hearth_rules_ignored_total", e -> e.figures().evaluation().future(), "reason", "future");
        figures.counter(
                "hearth_rules_loops_limited_total",
                work -> work.acting().loops().limited());
        for (Deed.Kind kind : Deed.Kind.values()) {
            String label = kind.name().toLowerCase(Locale.ROOT);
            figures.gauge(
                    "hearth_rules_actions_waiting",
                    "actions not done yet",
                    work -> work.actions().figures(kind).waiting(),
                    "kind",
                    label);
            action(kind, label, "done", Actions.Figures::done);
            action(kind, label, "failed", Actions.Figures::failed);
            figures.counter(
                    "hearth_rules_actions_expired_total",
                    work -> work.actions().figures(kind).expired(),
                    "kind",
                    label);
            action(kind, label, "superseded", Actions.Figures::superseded);
            action(kind, label, "retried", Actions.Figures::retried);
        }
    }

    /** Those of single rules. */
    void ofRules(@Observes StartupEvent started, PrometheusMeterRegistry prometheus, RulesConfig config) {
        prometheus
                .getPrometheusRegistry()
                .register(new RuleMetrics(
                        () -> RuleMetrics.Source.sum(
                                service.allAtWork().stream().map(Work::figures).toList()),
                        config.figures().labelledRules()));
    }

    private static LongStream epochs(List<Replica> shares) {
        return shares.stream().flatMapToLong(share -> switch (share.standing()) {
            case Standing.AtWork(long epoch) -> LongStream.of(epoch);
            case Standing.By _ -> LongStream.empty();
        });
    }

    private void counter(String name, ToDoubleFunction<Engine> value, String... tags) {
        figures.counter(name, work -> value.applyAsDouble(work.engine()), tags);
    }

    private void action(Deed.Kind kind, String label, String outcome, ToDoubleFunction<Actions.Figures> value) {
        figures.counter(
                "hearth_rules_actions_total",
                work -> value.applyAsDouble(work.actions().figures(kind)),
                "kind",
                label,
                "outcome",
                outcome);
    }
}
