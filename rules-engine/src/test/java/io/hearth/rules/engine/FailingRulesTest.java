package io.hearth.rules.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.rules.Given;
import io.hearth.rules.limit.Quantity;
import io.hearth.rules.rule.Condition;
import io.hearth.rules.rule.Delays;
import io.hearth.rules.rule.KnownRule;
import io.hearth.rules.rule.Pacing;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Rules that cannot be evaluated. */
class FailingRulesTest {
    private final Watching watching = new Watching();

    @Test
    void an_expression_that_cannot_be_evaluated_makes_the_rule_unknown_and_says_why() {
        Evaluator failing =
                new Evaluator(watching.clock(), EvaluationSettings.DEFAULT, any -> Set.of("d"), any -> values -> {
                    throw new IllegalStateException("too long");
                });
        KnownRule rule = Given.known(GivenConditions.rule(
                new Condition.Expression("t > 1.0", Map.of("t", GivenConditions.measure(GivenConditions.COUNTED))),
                Delays.NONE,
                Optional.empty(),
                Pacing.NONE));
        failing.put(rule);

        failing.evaluate(
                List.of(new Sample(GivenConditions.COUNTED, Given.EPOCH + 1, "5", Quantity.of(5))), new Changes());

        assertThat(failing.status(rule.id()).getFirst().state().label()).isEqualTo("UNKNOWN");
        assertThat(failing.figures(rule.id()).orElseThrow().lastError())
                .contains(new RuleFigures.LastError("too long", Given.NOW.plusNanos(1)));
    }

    @Test
    void a_rule_that_breaks_takes_nothing_from_the_others_of_the_batch() {
        Evaluator breaking = new Evaluator(
                watching.clock(), EvaluationSettings.DEFAULT, any -> Set.of("livingroom"), any -> values -> {
                    throw new StackOverflowError();
                });
        KnownRule broken = Given.known(GivenConditions.rule(
                new Condition.Expression("t > 1.0", Map.of("t", GivenConditions.measure(Given.LIVINGROOM))),
                Delays.NONE,
                Optional.empty(),
                Pacing.NONE));
        KnownRule cold = Watching.below("20");
        breaking.put(broken);
        breaking.put(cold);
        Changes changes = new Changes();

        breaking.evaluate(List.of(Given.sample(1, Quantity.of(19))), changes);

        assertThat(changes.transitions())
                .extracting(transition -> transition.rule().rule().name())
                .containsExactly("cold");
        assertThat(breaking.figures(broken.id()).orElseThrow().lastError()).isPresent();
    }

    @Test
    void a_stored_rule_that_cannot_be_evaluated_any_more_keeps_no_other_from_being_at_work() {
        Evaluator stricter =
                new Evaluator(watching.clock(), EvaluationSettings.DEFAULT, any -> Set.of("livingroom"), any -> {
                    throw new IllegalArgumentException("the expression is too long");
                });
        KnownRule tooLong = Given.known(GivenConditions.rule(
                new Condition.Expression("t > 1.0", Map.of("t", GivenConditions.measure(Given.LIVINGROOM))),
                Delays.NONE,
                Optional.empty(),
                Pacing.NONE));
        KnownRule cold = Watching.below("20");

        stricter.load(List.of(tooLong, cold), Stored.NOTHING);

        assertThat(stricter.status(cold.id())).hasSize(1);
        assertThat(stricter.status(tooLong.id())).isEmpty();
    }
}
