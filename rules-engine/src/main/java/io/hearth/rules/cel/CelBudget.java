package io.hearth.rules.cel;

import dev.cel.common.ast.CelExpr;
import dev.cel.runtime.CelEvaluationListener;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Watches one evaluation, step by step, and cuts it off when it has had enough. A step costs what its work is, which for texts and
 * lists grows with their length: what is passed to a function is paid for when it is made, so also when the function fails.
 */
final class CelBudget implements CelEvaluationListener {
    /** What a step costs that looks at whole texts or lists, however short. */
    static final int HEAVY = 50;
    /** A step pays for so many characters that are yielded. */
    static final int CHARACTERS = 2;
    /** What each instruction of a regular expression costs when it is made. */
    static final int MAKING = 15;
    /** A step pays for so many instructions, each tried at a character. */
    static final int TRIES = 8;
    /** A step pays for so many comparisons of two characters. */
    static final int COMPARISONS = 500;

    private static final String MATCHES = "matches";
    private static final String CONTAINS = "contains";
    private static final Set<String> HEAVIES =
            Set.of(MATCHES, CONTAINS, "startsWith", "endsWith", "_==_", "_!=_", "@in", "_+_");

    private final CelLimits limits;
    private final CelPatterns patterns;
    private final CelDurations durations;
    private final Map<Long, String> texts = new HashMap<>();
    private long left;
    private String exceeded;

    CelBudget(CelLimits limits, CelPatterns patterns, CelDurations durations) {
        this.limits = limits;
        this.patterns = patterns;
        this.durations = durations;
        this.left = limits.steps();
    }

    /** Why it was cut off; null when it was not. */
    String exceeded() {
        return exceeded;
    }

    @Override
    public void callback(CelExpr step, Object value) {
        pay(step.getKind() == CelExpr.ExprKind.Kind.CALL ? costOf(step.call()) : 1);
        switch (value) {
            case String text -> checkText(step.id(), text);
            case Collection<?> list -> checkList(list);
            case Map<?, ?> map -> checkList(map.values());
            case null, default -> {}
        }
    }

    private long costOf(CelExpr.CelCall call) {
        String function = call.function();
        if (!HEAVIES.contains(function)) {
            return 1;
        }
        if (!function.equals(MATCHES) && !function.equals(CONTAINS)) {
            return HEAVY;
        }
        List<CelExpr> operands =
                Stream.concat(call.target().stream(), call.args().stream()).toList();
        long length = textOf(operands.getFirst()).length();
        CelExpr sought = operands.getLast();
        return HEAVY
                + (function.equals(MATCHES)
                        ? length * sizeOf(sought) / TRIES
                        : length * textOf(sought).length() / COMPARISONS);
    }

    private String textOf(CelExpr operand) {
        return texts.getOrDefault(operand.id(), "");
    }

    private int sizeOf(CelExpr pattern) {
        return Math.min(
                limits.regexSize(), patterns.size(pattern.id(), textOf(pattern)).orElse(0));
    }

    private void checkText(long step, String text) {
        if (text.length() > limits.textLength()) {
            cut("a text has more than " + limits.textLength() + " characters");
        }
        texts.put(step, text);
        pay(text.length() / CHARACTERS);
        if (durations.isOne(step)) {
            if (text.length() > CelDurations.LONGEST) {
                cut("a duration has more than " + CelDurations.LONGEST + " characters");
            }
            pay(HEAVY);
        }
        if (patterns.isOne(step)) {
            int size = patterns.size(step, text)
                    .orElseGet(() -> cut("a regex that is not written in the expression has a '{'"));
            // Of one that is not written there it is known how large it can be, and not that it is.
            if (patterns.isWritten(step) && size > limits.regexSize()) {
                cut("a regex has more than " + limits.regexSize() + " instructions");
            }
            pay((long) size * MAKING);
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
        pay(list.size());
    }

    private void pay(long steps) {
        left -= steps;
        if (left < 0) {
            cut("it takes more than " + limits.steps() + " steps");
        }
    }

    private int cut(String reason) {
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
