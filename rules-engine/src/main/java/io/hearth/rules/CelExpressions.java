package io.hearth.rules;

import io.hearth.rules.cel.CelEnvironment;
import io.hearth.rules.cel.CelExpression;
import io.hearth.rules.cel.CelKind;
import io.hearth.rules.cel.CelVerdict;
import io.hearth.rules.engine.Expressions;
import io.hearth.rules.rule.Condition;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Rules' expressions as the engine asks them. */
record CelExpressions(CelEnvironment cel) implements Expressions {
    @Override
    public Compiled compile(Condition.Expression expression) {
        Map<String, CelKind> variables = new HashMap<>();
        expression.variables().keySet().forEach(name -> variables.put(name, CelKind.ANY));
        CelExpression compiled = cel.compile(expression.text(), variables);
        return values -> holds(compiled.decide(values));
    }

    /** That a value is missing is nothing to tell; all other reasons are the rule's last error. */
    private static Optional<Boolean> holds(CelVerdict verdict) {
        return switch (verdict) {
            case CelVerdict.Known(boolean isTrue) -> Optional.of(isTrue);
            case CelVerdict.Unknown(String reason, boolean isMissing) -> {
                if (!isMissing) {
                    throw new Undecided(reason);
                }
                yield Optional.empty();
            }
        };
    }

    private static final class Undecided extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Undecided(String reason) {
            super(reason, null, false, false);
        }
    }
}
