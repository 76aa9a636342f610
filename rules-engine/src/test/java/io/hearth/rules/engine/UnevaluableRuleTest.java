package io.hearth.rules.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.rules.Given;
import io.hearth.rules.rule.KnownRule;
import io.hearth.rules.rule.Selector;
import java.time.Clock;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A rule that was saved by another replica under other bounds, and that cannot be evaluated here. */
class UnevaluableRuleTest {
    private static final KnownRule COLD = Given.known(Given.rule("cold", Given.below("20")));
    private static final KnownRule REFUSED = Given.known(Given.rule("""
            { "name": "refused", "when": { "device": "livingroom", "expression": "temperature < 20.0",
              "values": { "temperature": "temperature" } } }"""));

    private final Evaluator evaluator = new Evaluator(
            Clock.systemUTC(),
            EvaluationSettings.DEFAULT,
            selector -> selector instanceof Selector.Device(String name) ? Set.of(name) : Set.of(),
            expression -> {
                throw new IllegalArgumentException("longer than is allowed here");
            });

    @Test
    void keeps_nobody_from_taking_up_the_others() {
        evaluator.put(REFUSED);
        evaluator.put(COLD);

        assertThat(evaluator.status(COLD.id())).hasSize(1);
        assertThat(evaluator.status(REFUSED.id())).isEmpty();
        assertThat(evaluator.figures().watching()).isEqualTo(1);
    }

    @Test
    void is_told_of_with_its_reason_until_it_is_another_one_or_gone() {
        evaluator.put(REFUSED);

        assertThat(evaluator
                        .figures(REFUSED.id())
                        .orElseThrow()
                        .lastError()
                        .orElseThrow()
                        .text())
                .isEqualTo("the rule cannot be evaluated: longer than is allowed here");
        assertThat(evaluator.leftAlone()).isOne();

        evaluator.put(REFUSED.changedTo(COLD.rule(), Given.NOW));
        assertThat(evaluator.leftAlone()).isZero();
        assertThat(evaluator.figures(REFUSED.id()).orElseThrow().lastError()).isEmpty();

        evaluator.put(REFUSED);
        evaluator.remove(REFUSED.id());
        assertThat(evaluator.leftAlone()).isZero();
    }

    @Test
    void is_not_evaluated_in_the_form_that_it_had_before_either() {
        evaluator.put(COLD);

        evaluator.put(COLD.changedTo(REFUSED.rule(), Given.NOW));

        assertThat(evaluator.status(COLD.id())).isEmpty();
        assertThat(evaluator.figures().states().values()).containsOnly(0);
        assertThat(evaluator.watches(COLD.id(), COLD.watch())).isFalse();
    }
}
