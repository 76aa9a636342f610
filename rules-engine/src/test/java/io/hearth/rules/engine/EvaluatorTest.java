package io.hearth.rules.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.rules.Given;
import io.hearth.rules.rule.KnownRule;
import io.hearth.rules.rule.Rule;
import io.hearth.rules.spec.SpecCase;
import io.hearth.rules.spec.SpecRules;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EvaluatorTest {
    private final Watching watching = new Watching();

    @Test
    void figures_count_what_was_evaluated_and_what_was_passed_over() {
        watching.put(Watching.below("20"));
        watching.see(1, "19");
        watching.see(1, "19");
        watching.see(100_000, "19");

        Evaluator.Figures figures = watching.evaluator().figures();

        assertThat(figures)
                .isEqualTo(new Evaluator.Figures(
                        1,
                        1,
                        Map.of("UNKNOWN", 0, "NORMAL", 0, "PENDING", 0, "ACTIVE", 1, "CLEARING", 0),
                        1,
                        1,
                        1,
                        1,
                        RuleFigures.Firings.NONE));
    }

    @Test
    void a_reading_counts_once_for_each_rule_that_it_is_held_against_also_of_rules_that_are_gone() {
        KnownRule cold = Watching.below("20");
        KnownRule colder = Given.known(Given.rule("colder", Given.below("10")));
        watching.put(cold);
        watching.put(colder);
        watching.see(1, "19");

        watching.evaluator().remove(colder.id());
        watching.see(2, "18");

        assertThat(watching.evaluator().figures().evaluated()).isEqualTo(2);
        assertThat(watching.evaluator().figures().judged()).isEqualTo(3);
    }

    @Test
    void what_a_device_measured_at_one_time_is_seen_as_one() {
        KnownRule both = Given.known(rule("all of them"));
        watching.evaluator().put(both);
        watching.see("d", Map.of("a", "2", "b", "0"), 1);

        // Both change sides: seen one after the other, both would hold for a moment.
        assertThat(watching.see("d", Map.of("a", "0", "b", "2"), 2)).isEmpty();
        assertThat(watching.see("d", Map.of("a", "2", "b", "2"), 3)).containsExactly("NORMAL>ACTIVE");
    }

    private static Rule rule(String title) {
        return SpecRules.read(SpecCase.all().stream()
                .filter(any -> any.title().equals(title))
                .findFirst()
                .orElseThrow()
                .rule());
    }

    @Test
    void a_hold_that_is_over_when_its_reading_comes_late_waits_for_the_readings_behind_it() {
        KnownRule held = Given.known(rule("it must hold for the delay"));
        watching.evaluator().put(held);
        watching.clock().to(Given.NOW.plusSeconds(100));
        watching.see("d", Map.of("t", "19"), 1);

        watching.evaluator().advance(watching.clock().instant(), new Changes());
        assertThat(watching.evaluator().status(held.id()).getFirst().state().label())
                .isEqualTo("PENDING");
        watching.clock().to(Given.NOW.plusSeconds(110));
        Changes changes = new Changes();
        watching.evaluator().advance(watching.clock().instant(), changes);

        assertThat(changes.transitions()).extracting(Transition::at).containsExactly(Given.NOW.plusSeconds(31));
    }

    @Test
    void a_rule_says_what_became_of_it() {
        KnownRule often = Given.known(rule("a cool-down counts from what was done"));
        watching.evaluator().put(often);
        watching.see("d", Map.of("t", "19"), 1);
        watching.evaluator()
                .settled(new Settled(often.id(), often.watch(), "d", Given.NOW.plusSeconds(2)), new Changes());
        watching.see("d", Map.of("t", "21"), 3);
        watching.see("d", Map.of("t", "19"), 4);

        RuleFigures figures = watching.evaluator().figures(often.id()).orElseThrow();
        Evaluator.Status status = watching.evaluator().status(often.id()).getFirst();

        assertThat(figures)
                .isEqualTo(new RuleFigures(
                        1,
                        Map.of("ACTIVE", 1),
                        3,
                        Optional.of(Given.NOW.plusSeconds(4)),
                        Optional.of(Given.NOW.plusSeconds(4)),
                        new RuleFigures.Firings(2, 0, 1, 0, 0, Optional.of(Given.NOW.plusSeconds(3))),
                        Optional.empty()));
        assertThat(status.cools()).contains(Given.NOW.plusSeconds(62));
        assertThat(status.deadline()).contains(Given.NOW.plusSeconds(62));
        assertThat(status.resumes()).contains(Given.NOW.plusSeconds(62));
        assertThat(status.last()).extracting(Sample::text).containsExactly("19");
    }
}
