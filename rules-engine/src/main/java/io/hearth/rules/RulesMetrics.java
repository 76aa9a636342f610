package io.hearth.rules;

import io.hearth.rules.action.Actions;
import io.hearth.rules.engine.Engine;
import io.hearth.rules.replica.Replica;
import io.hearth.rules.replica.Standing;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** The figures of the service, for Prometheus. */
@ApplicationScoped
public class RulesMetrics {
    private final MeterRegistry registry;
    private final RulesEngine service;

    RulesMetrics(MeterRegistry registry, RulesEngine service) {
        this.registry = registry;
        this.service = service;
    }

    void register(@Observes StartupEvent started) {
        gauge(
                "hearth_rules_at_work",
                "1 when this replica evaluates, 0 when it stands by",
                () -> epoch().isPresent() ? 1 : 0);
        gauge(
                "hearth_rules_epoch",
                "counts the turns of all replicas; 0 when standing by or alone",
                () -> epoch().orElse(0));
        FunctionCounter.builder("hearth_rules_takeovers_total", service.replica(), Replica::turns)
                .description("how often this replica began to evaluate")
                .register(registry);
        gauge("hearth_rules_loaded", "rules there are", work -> work.book().size());
        gauge(
                "hearth_rules_active",
                "rules whose condition holds",
                work -> work.engine().figures().evaluation().active());
        gauge("hearth_rules_actions_waiting", "actions not done yet", work -> work.actions()
                .figures()
                .waiting());
        counter("hearth_rules_evaluations_total", e -> e.figures().evaluation().evaluated());
        counter("hearth_rules_firings_total", e -> e.figures().firings());
        counter("hearth_rules_unreadable_total", e -> e.figures().unreadable());
        counter("hearth_messages_received_total", e -> e.figures().received(), "service", RulesParts.SERVICE);
        counter("hearth_rules_ignored_total", e -> e.figures().evaluation().late(), "reason", "late");
        counter("hearth_rules_ignored_total", e -> e.figures().evaluation().future(), "reason", "future");
        action("done", a -> a.figures().done());
        action("failed", a -> a.figures().failed());
        action("superseded", a -> a.figures().superseded());
        action("retried", a -> a.figures().retried());
    }

    private OptionalLong epoch() {
        return switch (service.replica().standing()) {
            case Standing.AtWork(long epoch) -> OptionalLong.of(epoch);
            case Standing.By _ -> OptionalLong.empty();
        };
    }

    private void gauge(String name, String description, Supplier<Number> value) {
        Gauge.builder(name, value).description(description).register(registry);
    }

    private void gauge(String name, String description, ToDoubleFunction<Work> value) {
        Gauge.builder(name, () -> now(value)).description(description).register(registry);
    }

    private void counter(String name, ToDoubleFunction<Engine> value, String... tags) {
        FunctionCounter.builder(name, service, any -> now(work -> value.applyAsDouble(work.engine())))
                .tags(tags)
                .register(registry);
    }

    private void action(String outcome, ToDoubleFunction<Actions> value) {
        FunctionCounter.builder(
                        "hearth_rules_actions_total", service, any -> now(work -> value.applyAsDouble(work.actions())))
                .tags("outcome", outcome)
                .register(registry);
    }

    /** Of this turn: counters begin anew with each, as with each start. */
    private double now(ToDoubleFunction<Work> value) {
        return service.atWork().map(work -> value.applyAsDouble(work)).orElse(0.0);
    }
}
