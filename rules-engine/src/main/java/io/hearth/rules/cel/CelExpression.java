package io.hearth.rules.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelErrorCode;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An expression of the Common Expression Language that is true or false, checked and ready to be evaluated, from any thread.
 * It cannot run long: what exceeds the {@link CelLimits} is cut off, and then nobody can say.
 */
public final class CelExpression {
    private final CelRuntime.Program program;
    private final CelLimits limits;
    private final CelPatterns patterns;
    private final CelDurations durations;
    private final Set<String> variables;

    CelExpression(CelAbstractSyntaxTree checked, CelEnvironment environment, Set<String> variables)
            throws CelEvaluationException {
        this.program = environment.runtime().createProgram(checked);
        this.limits = environment.limits();
        this.patterns = new CelPatterns(checked);
        this.durations = new CelDurations(checked);
        this.variables = Set.copyOf(variables);
    }

    /**
     * Whether it is true of these values; empty when nobody can say: a value that it needs is not there or is of a kind that
     * it cannot take, or it takes too long. As everywhere in CEL, {@code a || b} is true when one is, whatever the other.
     *
     * @param values by the names of the variables: {@link Number}, {@link String} or {@link Boolean}; one that is missing
     *               or NaN is unknown
     */
    public Optional<Boolean> evaluate(Map<String, ?> values) {
        return decide(values).holds();
    }

    /** As {@link #evaluate}, with the reason when nobody can say. */
    public CelVerdict decide(Map<String, ?> values) {
        CelBudget budget = new CelBudget(limits, patterns, durations);
        try {
            Object result = program.trace(taken(values), budget);
            if (budget.exceeded() != null) {
                return failed(budget.exceeded());
            }
            return result instanceof Boolean holds
                    ? new CelVerdict.Known(holds)
                    : failed("it is neither true nor false, but " + result);
        } catch (CelEvaluationException unknown) {
            return budget.exceeded() != null
                    ? failed(budget.exceeded())
                    : new CelVerdict.Unknown(
                            unknown.getMessage(), unknown.getErrorCode() == CelErrorCode.ATTRIBUTE_NOT_FOUND);
        }
    }

    private static CelVerdict failed(String reason) {
        return new CelVerdict.Unknown(reason, false);
    }

    private Map<String, Object> taken(Map<String, ?> values) {
        Map<String, Object> taken = HashMap.newHashMap(variables.size());
        for (String name : variables) {
            switch (values.get(name)) {
                case Double number when number.isNaN() -> {}
                case Number number -> taken.put(name, CelNumbers.of(number));
                case String text when text.length() > limits.textLength() -> {}
                case String text -> taken.put(name, text);
                case Boolean truth -> taken.put(name, truth);
                case null -> {}
                case Object other ->
                    throw new IllegalArgumentException("no value of an expression: " + other.getClass());
            }
        }
        return taken;
    }
}
