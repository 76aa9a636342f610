package io.hearth.rules.why;

import io.hearth.rules.engine.RuleState;
import io.hearth.rules.engine.Sample;
import io.hearth.rules.rule.Condition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * How a rule stands for one device now.
 *
 * @param device   the device that the rule's selector stands for
 * @param state    its state
 * @param deadline when something happens by itself next; empty for never
 * @param last     the newest values of what it watches, first watched first
 * @param cools    until when it does not act, because its actions have succeeded (coolDown); empty when it may
 * @param resumes  when what it decided last, and was held back, is made up for; empty when there is nothing to
 */
public record Standing(
        String device,
        RuleState state,
        Optional<Instant> deadline,
        List<Sample> last,
        Optional<Instant> cools,
        Optional<Instant> resumes) {
    /**
     * A single condition.
     *
     * @param holds empty when nobody can say
     * @param value what it looks at, as it came; "" when there is none
     */
    public record Leaf(Condition condition, Optional<Boolean> holds, String value) {}

    /** How rules stand. */
    @FunctionalInterface
    public interface Source {
        /** For each device of the rule; none for a rule that is not evaluated. */
        List<Standing> of(UUID ruleId);
    }
}
