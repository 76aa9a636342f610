package io.hearth.rules.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.rules.Given;
import io.hearth.rules.limit.Quantity;
import io.hearth.rules.rule.KnownRule;
import io.hearth.rules.rule.Rule;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EvaluatorTest {
    private final Evaluator evaluator = Given.evaluator(Clock.fixed(Given.NOW, ZoneOffset.UTC));

    private static KnownRule below(String limit) {
        return Given.known(Given.rule("cold", Given.below(limit)));
    }

    private List<String> see(long second, String value) {
        Changes changes = new Changes();
        evaluator.evaluate(List.of(Given.sample(second, Quantity.of(new BigDecimal(value)))), changes);
        return changes.transitions().stream()
                .map(transition ->
                        transition.from().label() + ">" + transition.to().label())
                .toList();
    }

    private void put(KnownRule rule) {
        evaluator.put(rule);
    }

    @Test
    void an_active_rule_whose_limit_is_changed_stays_active_until_the_new_one_is_left() {
        KnownRule cold = below("20");
        put(cold);
        see(1, "19");

        put(cold.changedTo(Given.rule("cold", Given.below("22")), Given.NOW));

        assertThat(see(2, "21")).isEmpty();
        assertThat(see(3, "22")).containsExactly("ACTIVE>NORMAL");
    }

    @Test
    void an_active_rule_whose_new_limit_is_left_already_clears_with_the_next_reading() {
        KnownRule cold = below("20");
        put(cold);
        see(1, "19");

        put(cold.changedTo(Given.rule("cold", Given.below("15")), Given.NOW));

        assertThat(see(2, "19")).containsExactly("ACTIVE>NORMAL");
    }

    @Test
    void a_rule_switched_off_sees_nothing_and_begins_afresh_when_switched_on() {
        KnownRule cold = below("20");
        put(cold);
        see(1, "19");
        KnownRule off = cold.changedTo(enabled(cold.rule(), false), Given.NOW);
        put(off);
        assertThat(see(2, "21")).isEmpty();
        assertThat(evaluator.status(cold.id())).isEmpty();

        put(off.changedTo(enabled(cold.rule(), true), Given.NOW));

        assertThat(see(3, "19")).containsExactly("UNKNOWN>ACTIVE");
    }

    private static Rule enabled(Rule rule, boolean enabled) {
        return rule.switched(enabled);
    }

    @Test
    void a_reading_seen_before_the_only_rule_was_changed_is_still_known() {
        KnownRule cold = below("20");
        put(cold);
        see(5, "21");

        put(cold.changedTo(Given.rule("cold", Given.below("22")), Given.NOW));

        assertThat(see(5, "19")).isEmpty();
    }

    @Test
    void after_a_clock_that_was_ahead_is_set_right_readings_count_again() {
        Sample fromNextWeek = Given.sample(7 * 86_400, Quantity.of(21));
        KnownRule cold = below("20");
        String normal = "NORMAL " + Given.EPOCH;
        evaluator.load(
                List.of(cold),
                new Stored(
                        Map.of(cold.watch(), normal), Map.of(Given.LIVINGROOM, fromNextWeek), Optional.of(Given.NOW)));

        assertThat(see(1, "19")).containsExactly("NORMAL>ACTIVE");
    }

    @Test
    void figures_count_what_was_evaluated_and_what_was_passed_over() {
        put(below("20"));
        see(1, "19");
        see(1, "19");
        see(100_000, "19");

        Evaluator.Figures figures = evaluator.figures();

        assertThat(figures).isEqualTo(new Evaluator.Figures(1, 1, 1, 1, 1));
    }
}
