package io.hearth.rules.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.rules.Given;
import io.hearth.rules.limit.Quantity;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ManyRulesTest {

    @Test
    @Timeout(90)
    void a_hundred_thousand_rules_on_one_signal_are_taken_up_and_see_their_values() {
        Evaluator evaluator = Given.evaluator(Clock.fixed(Given.NOW, ZoneOffset.UTC));
        for (int i = 0; i < 100_000; i++) {
            evaluator.put(Given.known(Given.rule("rule-" + i, Given.below(Integer.toString(i)))));
        }
        Changes first = new Changes();
        Changes second = new Changes();

        evaluator.evaluate(List.of(Given.sample(1, Quantity.of(50_000))), first);
        evaluator.evaluate(List.of(Given.sample(2, Quantity.of(49_990))), second);

        assertThat(first.transitions()).hasSize(100_000);
        assertThat(evaluator.figures().active()).isEqualTo(49_999 + 10);
        assertThat(second.transitions()).hasSize(10).allSatisfy(transition -> assertThat(transition.to())
                .isInstanceOf(RuleState.Active.class));
    }
}
