package io.hearth.rules.rule;

import io.hearth.rules.limit.Limit;
import java.util.List;
import java.util.Map;

/**
 * What a condition watches, whatever its limits, ends, durations and hours are: as long as that is the same, a rule that is
 * changed goes on with its state and its memory.
 */
sealed interface Watched {
    /** What is measured, and on which side of a limit it is. */
    record Side(Measure measure, Limit.Side side) implements Watched {}

    /** Two measures, and on which side of one the other is. */
    record Between(Measure measure, Limit.Side side, Measure limit) implements Watched {}

    /** What is measured, and whether it is inside of a range. */
    record Inside(Measure measure, boolean inside) implements Watched {}

    /** What is one of those that have no limit: another one is another condition. */
    record Itself(Condition condition) implements Watched {}

    /** Who is absent. */
    record Absent(Condition.Absence of) implements Watched {}

    /** The clock. */
    record Clock() implements Watched {}

    /** An expression and its variables. */
    record Expression(String text, Map<String, Measure> variables) implements Watched {}

    /** What is held. */
    record Held(Watched part) implements Watched {}

    /** All or any of several. */
    record Group(boolean any, List<Watched> parts) implements Watched {}

    static Watched of(Condition condition) {
        return switch (condition) {
            case Condition.Threshold threshold ->
                new Side(threshold.measure(), threshold.limit().side());
            case Condition.MovingThreshold moving -> new Between(moving.measure(), moving.side(), moving.limit());
            case Condition.Range range -> new Inside(range.measure(), range.inside());
            case Condition.Equals equals -> new Itself(equals);
            case Condition.Absence absence ->
                new Absent(new Condition.Absence(absence.device(), absence.resource(), java.time.Duration.ZERO));
            case Condition.Within _ -> new Clock();
            case Condition.Expression expression -> new Expression(expression.text(), expression.variables());
            case Condition.All all -> new Group(false, of(all.conditions()));
            case Condition.Any any -> new Group(true, of(any.conditions()));
            case Condition.Held held -> new Held(of(held.condition()));
        };
    }

    private static List<Watched> of(List<Condition> conditions) {
        return conditions.stream().map(Watched::of).toList();
    }
}
