package io.hearth.rules.engine;

import io.hearth.rules.rule.Condition;
import java.util.Map;
import java.util.Optional;

/** Makes expressions of the Common Expression Language ready to be asked. */
@FunctionalInterface
public interface Expressions {
    /** An expression that can be asked. */
    @FunctionalInterface
    interface Compiled {
        /**
         * What the expression says of these values.
         *
         * @param values by the expression's names: {@link Double}, or {@link Long} for an integer beyond what a double holds,
         *     {@link String} or {@link Boolean}; what is not known is missing
         * @return empty when nobody can say
         */
        Optional<Boolean> evaluate(Map<String, Object> values);
    }

    /** The expression of a rule that was checked when it was saved. */
    Compiled compile(Condition.Expression expression);
}
