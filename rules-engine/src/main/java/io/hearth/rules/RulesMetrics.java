package io.hearth.rules;

import io.hearth.rules.action.Actions;
import io.hearth.rules.action.Deed;
import io.hearth.rules.action.LoopGuard;
import io.hearth.rules.book.RuleBook;
import io.hearth.rules.engine.Engine;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** The figures of the service, for Prometheus. */
@ApplicationScoped
public class RulesMetrics {
    private final MeterRegistry registry;
    private final Engine engine;
    private final RuleBook book;
    private final Actions actions;
    private final LoopGuard loops;

    RulesMetrics(MeterRegistry registry, Engine engine, RuleBook book, Actions actions, LoopGuard loops) {
        this.registry = registry;
        this.engine = engine;
        this.book = book;
        this.actions = actions;
        this.loops = loops;
    }

    void register(@Observes StartupEvent started) {
        gauge("hearth_rules_loaded", "rules there are", book::size);
        gauge("hearth_rules_active", "rules whose condition holds", () -> engine.figures()
                .evaluation()
                .active());
        counter("hearth_rules_evaluations_total", e -> e.figures().evaluation().evaluated());
        counter("hearth_rules_firings_total", e -> e.figures().firings());
        counter("hearth_rules_unreadable_total", e -> e.figures().unreadable());
        counter("hearth_messages_received_total", e -> e.figures().received(), "service", RulesParts.SERVICE);
        counter("hearth_rules_ignored_total", e -> e.figures().evaluation().late(), "reason", "late");
        counter("hearth_rules_ignored_total", e -> e.figures().evaluation().future(), "reason", "future");
        FunctionCounter.builder("hearth_rules_loops_limited_total", loops, LoopGuard::limited)
                .register(registry);
        for (Deed.Kind kind : Deed.Kind.values()) {
            String label = kind.name().toLowerCase(Locale.ROOT);
            Gauge.builder("hearth_rules_actions_waiting", actions, a -> a.figures(kind)
                            .waiting())
                    .description("actions not done yet")
                    .tags("kind", label)
                    .register(registry);
            action(kind, label, "done", Actions.Figures::done);
            action(kind, label, "failed", Actions.Figures::failed);
            action(kind, label, "superseded", Actions.Figures::superseded);
            action(kind, label, "retried", Actions.Figures::retried);
        }
    }

    private void gauge(String name, String description, Supplier<Number> value) {
        Gauge.builder(name, value).description(description).register(registry);
    }

    private void counter(String name, ToDoubleFunction<Engine> value, String... tags) {
        FunctionCounter.builder(name, engine, value).tags(tags).register(registry);
    }

    private void action(Deed.Kind kind, String label, String outcome, ToDoubleFunction<Actions.Figures> value) {
        FunctionCounter.builder("hearth_rules_actions_total", actions, a -> value.applyAsDouble(a.figures(kind)))
                .tags("kind", label, "outcome", outcome)
                .register(registry);
    }
}
