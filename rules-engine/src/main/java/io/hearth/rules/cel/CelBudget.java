package io.hearth.rules.cel;

import dev.cel.common.ast.CelExpr;
import dev.cel.runtime.CelEvaluationListener;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/** Watches one evaluation, step by step, and cuts it off when it has had enough. */
final class CelBudget implements CelEvaluationListener {
    /** What a step costs that looks at whole texts or lists. */
    static final int HEAVY = 50;

    private static final Set<String> HEAVIES =
            Set.of("matches", "contains", "startsWith", "endsWith", "_==_", "_!=_", "@in", "_+_");

    private final CelLimits limits;
    private int left;
    private String exceeded;

    CelBudget(CelLimits limits) {
        this.limits = limits;
        this.left = limits.steps();
    }

    /** Why it was cut off; null when it was not. */
    String exceeded() {
        return exceeded;
    }

    @Override
    public void callback(CelExpr step, Object value) {
        left -= step.getKind() == CelExpr.ExprKind.Kind.CALL
                        && HEAVIES.contains(step.call().function())
                ? HEAVY
                : 1;
        if (left < 0) {
            cut("it takes more than " + limits.steps() + " steps");
        }
        switch (value) {
            case String text
            when text.length() > limits.textLength() ->
                cut("a text has more than " + limits.textLength() + " characters");
            case Collection<?> list -> checkList(list);
            case Map<?, ?> map -> checkList(map.values());
            case null, default -> {}
        }
    }

    /** Lists of lists can be made to grow without end, and take as long to compare. */
    private void checkList(Collection<?> list) {
        if (list.size() > limits.textLength()) {
            cut("a list has more than " + limits.textLength() + " elements");
        }
        for (Object element : list) {
            if (element instanceof Collection || element instanceof Map) {
                cut("a list holds lists");
            }
        }
    }

    private void cut(String reason) {
        exceeded = reason;
        throw new CutOff(reason);
    }

    private static final class CutOff extends RuntimeException {
        private static final long serialVersionUID = 1L;

        CutOff(String reason) {
            super(reason, null, false, false);
        }
    }
}
