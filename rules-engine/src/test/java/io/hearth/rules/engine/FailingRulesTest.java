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

    /** Its expression breaks at whatever it is looked at for, and that the device is silent is looked at when time passes. */
    private KnownRule breaksInTime(Evaluator breaking) {
        KnownRule broken = Given.known(Given.rule("""
                { "name": "broken", "when": { "device": "livingroom", "all": [
                  { "expression": "t > 1.0", "values": { "t": "temperature" } }, { "absent": "10s" } ] } }"""));
        breaking.put(broken);
        breaking.put(Watching.below("20"));
        return broken;
    }

    private Evaluator breaking() {
        return new Evaluator(
                watching.clock(), EvaluationSettings.DEFAULT, any -> Set.of("livingroom"), any -> values -> {
                    throw new StackOverflowError();
                });
    }

    @Test
    void a_rule_that_breaks_at_what_was_due_before_a_reading_takes_nothing_from_the_others() {
        Evaluator breaking = breaking();
        KnownRule broken = breaksInTime(breaking);
        Changes changes = new Changes();

        breaking.evaluate(
                List.of(
                        Given.sample(15, Quantity.of(19)),
                        Sample.report("livingroom", Given.EPOCH + 15 * Given.SECOND)),
                changes);

        assertThat(changes.transitions())
                .extracting(transition -> transition.rule().rule().name())
                .containsExactly("cold");
        assertThat(breaking.figures(broken.id()).orElseThrow().lastError()).isPresent();
    }

    @Test
    void a_rule_that_breaks_while_time_passes_does_not_stop_the_time_of_the_others() {
        Evaluator breaking = breaking();
        KnownRule broken = breaksInTime(breaking);
        KnownRule silent = Given.known(Given.rule("""
                { "name": "silent", "when": { "device": "livingroom", "absent": "20s" } }"""));
        breaking.put(silent);
        breaking.advance(Given.NOW, new Changes());
        Changes changes = new Changes();

        breaking.advance(Given.NOW.plusSeconds(30), changes);

        assertThat(changes.transitions())
                .extracting(transition -> transition.rule().rule().name())
                .containsExactly("silent");
        assertThat(breaking.passed()).contains(Given.NOW.plusSeconds(30));
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
