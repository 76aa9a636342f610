package io.hearth.rules.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The texts in an expression that are read as durations. To read one takes a time that grows with the square of its length, also
 * when it is none.
 */
final class CelDurations {
    /** No duration that people write is longer. */
    static final int LONGEST = 64;

    /** By the step that yields one. */
    private final Set<Long> texts;

    CelDurations(CelAbstractSyntaxTree tree) {
        this.texts = CelNavigableAst.fromAst(tree)
                .getRoot()
                .allNodes()
                .map(CelNavigableExpr::expr)
                .filter(step -> step.getKind() == CelExpr.ExprKind.Kind.CALL)
                .map(CelExpr::call)
                .filter(call -> call.function().equals("duration"))
                .flatMap(call -> call.args().stream())
                .map(CelExpr::id)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether what a step yields is read as a duration. */
    boolean isOne(long step) {
        return texts.contains(step);
    }
}
