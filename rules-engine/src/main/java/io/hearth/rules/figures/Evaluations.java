package io.hearth.rules.figures;

import io.hearth.rules.engine.Engine;
import io.hearth.rules.engine.Evaluator;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Who counts what becomes of rules while they are evaluated. */
public interface Evaluations {
    /** What was counted of a rule that is switched off. */
    Evaluator.RuleFigures NOTHING =
            new Evaluator.RuleFigures(0, Map.of(), 0, 0, 0, 0, 0, 0, Optional.empty(), Optional.empty(), Optional.empty());

    /** What was counted of a rule; empty for one that is not watched. */
    Optional<Evaluator.RuleFigures> of(UUID rule);

    /** How often any rule was evaluated, also those that are no more. */
    long evaluations();

    /** How often any rule decided to act. */
    long firings();

    /** What the engine counts of rules, in its own words. */
    static Evaluations of(Engine engine) {
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
}
