package io.hearth.rules.cel;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * How large the regular expressions in an expression are. It is known before one is made: {@code (a{1000}){1000}} is short, and takes
 * time and memory to find out that it is too large, at each evaluation.
 */
final class CelPatterns {
    private static final int UNKNOWN = -1;
    /** At the most so many instructions come of a character, and of none. */
    private static final int OF_A_CHARACTER = 2;

    private static final int OF_NONE = 3;

    /** By the step that yields one. */
    private final Map<Long, Integer> sizes = new HashMap<>();

    CelPatterns(CelAbstractSyntaxTree tree) {
        CelNavigableAst.fromAst(tree)
                .getRoot()
                .allNodes()
                .map(CelNavigableExpr::expr)
                .filter(step -> step.getKind() == CelExpr.ExprKind.Kind.CALL)
                .map(CelExpr::call)
                .filter(call ->
                        call.function().equals("matches") && !call.args().isEmpty())
                .map(call -> call.args().getLast())
                .forEach(pattern -> sizes.put(pattern.id(), sizeOf(pattern)));
    }

    private static int sizeOf(CelExpr pattern) {
        if (pattern.getKind() != CelExpr.ExprKind.Kind.CONSTANT
                || pattern.constant().getKind() != CelConstant.Kind.STRING_VALUE) {
            return UNKNOWN;
        }
        try {
            return Pattern.compile(pattern.constant().stringValue()).programSize();
        } catch (PatternSyntaxException none) {
            return UNKNOWN;
        }
    }

    /** Whether a step yields a regular expression. */
    boolean isOne(long step) {
        return sizes.containsKey(step);
    }

    /** Whether the regular expression that a step yields is a constant. */
    boolean isWritten(long step) {
        return sizes.getOrDefault(step, UNKNOWN) != UNKNOWN;
    }

    /**
     * How many instructions it has, or at the most has.
     *
     * @return empty when nobody can say before it is made
     */
    OptionalInt size(long step, String text) {
        int known = sizes.getOrDefault(step, UNKNOWN);
        if (known != UNKNOWN) {
            return OptionalInt.of(known);
        }
        return text.indexOf('{') < 0 ? OptionalInt.of(OF_NONE + OF_A_CHARACTER * text.length()) : OptionalInt.empty();
    }
}
