package io.hearth.rules.check;

import io.hearth.rules.limit.Limit;
import io.hearth.rules.rule.Condition;
import java.util.Locale;

/** The words of the document for what a rule has. */
final class Words {
    private Words() {}

    static String of(Limit.Side side) {
        return side.name().toLowerCase(Locale.ROOT);
    }

    /** The field that makes a comparison what it is. */
    static String fieldOf(Condition condition) {
        return switch (condition) {
            case Condition.Threshold threshold -> of(threshold.limit().side());
            case Condition.MovingThreshold moving -> of(moving.side());
            case Condition.Range range -> range.inside() ? "between" : "outside";
            case Condition.Equals equals -> equals.equal() ? "equals" : "notEquals";
            case Condition.Absence absence -> "absent";
            case Condition.Within within -> "within";
            case Condition.Expression expression -> "expression";
            case Condition.All all -> "all";
            case Condition.Any any -> "any";
            case Condition.Held held -> fieldOf(held.condition());
        };
    }

    /** Its value. */
    static String valueOf(Condition condition) {
        return switch (condition) {
            case Condition.Threshold threshold -> threshold.limit().at().toString();
            case Condition.Range range -> "[" + range.low() + ", " + range.high() + "]";
            case Condition.Equals equals ->
                equals.value() instanceof String text
                        ? "\"" + text + "\""
                        : equals.value().toString();
            default -> "";
        };
    }
}
