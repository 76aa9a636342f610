package io.hearth.rules.figures;

import io.hearth.rules.RulesConfig;
import io.hearth.rules.action.Actions;
import io.hearth.rules.book.RuleBook;
import io.hearth.rules.engine.Engine;
import io.hearth.rules.engine.Evaluator;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;

/** How the figures of single rules are put together. */
final class FiguresParts {
    FiguresParts() {}

    @Produces
    @Singleton
    static ActionCounts counts(RulesConfig config) {
        return new ActionCounts(config.maxRules());
    }

    /** What the engine counts of rules, in its own words. */
    @Produces
    @Singleton
    static Evaluations evaluations(Engine engine) {
        return new Evaluations() {
            @Override
            public Optional<Evaluator.RuleFigures> of(UUID rule) {
                return engine.figures(rule);
            }

            @Override
            public long evaluations() {
                return engine.figures().evaluation().evaluated();
            }

            @Override
            public long firings() {
                return engine.figures().firings();
            }
        };
    }

    /** Before any action is done: those that an earlier run left are done once the rules are loaded. */
    void register(
            @Observes StartupEvent started,
            PrometheusMeterRegistry registry,
            RulesConfig config,
            RuleBook book,
            Evaluations evaluations,
            Actions actions,
            ActionCounts counts) {
        actions.listen(counts);
        registry.getPrometheusRegistry()
                .register(new RuleMetrics(
                        book, evaluations, counts, config.figures().labelledRules()));
    }
}
