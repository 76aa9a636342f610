package io.hearth.rules.rule;

import io.hearth.rules.limit.Limit;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * When a rule is active. A condition holds, does not hold, or nobody can say: a value that is missing, stale or not a
 * number makes it unknown. {@code all} and {@code any} reckon with that (Kleene's three values).
 */
public sealed interface Condition {
    /**
     * A number is past a limit, with a memory.
     *
     * @param measure what is watched
     * @param limit   the limit, with when it is left again
     */
    record Threshold(Measure measure, Limit limit) implements Condition {}

    /**
     * A number is past another one, which moves as well: a change of either is looked at.
     *
     * @param measure  what is watched
     * @param side     on which side of the limit the condition holds
     * @param limit    the other number
     * @param offset   is added to the limit
     * @param deadBand how far the number must come back past the limit before the condition no longer holds; 0 or more
     */
    record MovingThreshold(Measure measure, Limit.Side side, Measure limit, BigDecimal offset, BigDecimal deadBand)
            implements Condition {}

    /**
     * A number is inside a range, or outside of it. The ends belong to the range.
     *
     * @param measure  what is watched
     * @param inside   whether the condition holds inside or outside
     * @param low      the lower end
     * @param high     the upper end, not below the lower one
     * @param deadBand how far the number must come back past the end before the condition no longer holds; 0 or more
     */
    record Range(Measure measure, boolean inside, BigDecimal low, BigDecimal high, BigDecimal deadBand)
            implements Condition {}

    /**
     * A value is this one, or is not: numbers by what they are (20 is 20.0), all others by their text.
     *
     * @param measure what is watched
     * @param equal   whether it must be, or must not be
     * @param value   text, {@link BigDecimal} or {@link Boolean}
     */
    record Equals(Measure measure, boolean equal, Object value) implements Condition {}

    /**
     * A device has not reported for a while, judged by its last report and not by its last change.
     *
     * @param device   the device; empty for whichever one the rule's selector stands for
     * @param resource what it has not reported; empty for anything
     * @param after    for how long
     */
    record Absence(Optional<String> device, Optional<String> resource, Duration after) implements Condition {}

    /**
     * The clock is within a time of the week.
     *
     * @param schedule when
     */
    record Within(Schedule schedule) implements Condition {}

    /**
     * What the Common Expression Language makes of several values.
     *
     * @param text      the expression, of type bool
     * @param variables what its names stand for
     */
    record Expression(String text, Map<String, Measure> variables) implements Condition {
        /** Keeps the order of the variables. */
        public Expression {
            variables = InOrder.copyOf(variables);
        }
    }

    /**
     * All of these hold.
     *
     * @param conditions one or more
     */
    record All(List<Condition> conditions) implements Condition {
        /** Keeps a copy. */
        public All {
            conditions = List.copyOf(conditions);
        }
    }

    /**
     * One of these holds, or more.
     *
     * @param conditions one or more
     */
    record Any(List<Condition> conditions) implements Condition {
        /** Keeps a copy. */
        public Any {
            conditions = List.copyOf(conditions);
        }
    }

    /**
     * A condition inside {@code all} or {@code any} with delays of its own. Those of the whole rule are in {@link Rule}.
     *
     * @param condition what must hold
     * @param delays    for how long
     */
    record Held(Condition condition, Delays delays) implements Condition {}
}
