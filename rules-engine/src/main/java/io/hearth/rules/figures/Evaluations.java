package io.hearth.rules.figures;

import io.hearth.rules.engine.Engine;
import io.hearth.rules.engine.RuleFigures;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Who counts what becomes of rules while they are evaluated. */
public interface Evaluations {
    /** What was counted of a rule; empty for one that is not watched. */
    Optional<RuleFigures> of(UUID rule);

    /** What was counted of all rules, the first two also of those that are no more. */
    All all();

    /**
     * What was counted of all rules together.
     *
     * @param evaluations how often any was held against a reading
     * @param firings     what became of what any decided
     * @param states      for how many devices any is in which state, by label
     */
    record All(long evaluations, RuleFigures.Firings firings, Map<String, Integer> states) {
        /** Of no rules. */
        static final All NOTHING = new All(0, RuleFigures.Firings.NONE, Map.of());

        private All plus(All others) {
            Map<String, Integer> sum = new HashMap<>(states);
            others.states.forEach((state, count) -> sum.merge(state, count, Integer::sum));
            return new All(evaluations + others.evaluations, firings.plus(others.firings), sum);
        }
    }

    /** What several have counted, each for its share of the devices, in all. */
    static Evaluations sum(List<Evaluations> parts) {
        return new Evaluations() {
            @Override
            public Optional<RuleFigures> of(UUID rule) {
                return parts.stream().flatMap(part -> part.of(rule).stream()).reduce(RuleFigures::plus);
            }

            @Override
            public All all() {
                return parts.stream().map(Evaluations::all).reduce(All.NOTHING, All::plus);
            }
        };
    }

    /** What the engine counts of rules, in its own words. */
    static Evaluations of(Engine engine) {
        return new Evaluations() {
            @Override
            public Optional<RuleFigures> of(UUID rule) {
                return engine.figures(rule);
            }

            @Override
            public All all() {
                var counted = engine.figures().evaluation();
                return new All(counted.judged(), counted.firings(), counted.states());
            }
        };
    }
}
