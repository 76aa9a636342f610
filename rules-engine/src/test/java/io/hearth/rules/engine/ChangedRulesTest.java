package io.hearth.rules.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.rules.Given;
import io.hearth.rules.limit.Quantity;
import io.hearth.rules.rule.KnownRule;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Rules that come, change and are switched while readings are known. */
class ChangedRulesTest {
    private final Watching watching = new Watching();

    @Test
    void an_active_rule_whose_limit_is_changed_stays_active_until_the_new_one_is_left() {
        KnownRule cold = Watching.below("20");
        watching.put(cold);
        watching.see(1, "19");

        watching.put(cold.changedTo(Given.rule("cold", Given.below("22")), Given.NOW));

        assertThat(watching.see(2, "21")).isEmpty();
        assertThat(watching.see(3, "22")).containsExactly("ACTIVE>NORMAL");
    }

    @Test
    void an_active_rule_whose_new_limit_is_left_already_clears_before_the_next_reading() {
        KnownRule cold = Watching.below("20");
        watching.put(cold);
        watching.see(1, "19");

        watching.put(cold.changedTo(Given.rule("cold", Given.below("15")), Given.NOW));

        assertThat(watching.evaluator().next()).isPresent();
        assertThat(watching.pass()).containsExactly("ACTIVE>NORMAL");
        assertThat(watching.see(2, "19")).isEmpty();
    }

    @Test
    void a_new_rule_with_a_limit_looks_at_the_value_that_is_known_before_the_next_one_comes() {
        watching.put(Watching.below("10"));
        watching.see(1, "19");

        watching.put(Watching.another("20"));

        assertThat(watching.pass()).containsExactly("UNKNOWN>ACTIVE");
        assertThat(watching.see(2, "19")).isEmpty();
        assertThat(watching.see(3, "20")).containsExactly("ACTIVE>NORMAL");
    }

    @Test
    void a_new_rule_does_not_look_at_a_value_that_is_stale_or_no_number() {
        watching.put(Watching.below("10"));
        watching.see(1, "19");
        watching.clock().to(Given.NOW.plus(Duration.ofHours(1)));
        watching.put(Given.known(Given.rule("""
                {"name": "stale", "staleAfter": "1m", "when": {"device": "livingroom", "resource": "temperature", "below": 20}}""")));
        assertThat(watching.pass()).isEmpty();

        watching.evaluator().evaluate(List.of(Given.sample(3_601, Quantity.NOT_A_NUMBER)), new Changes());
        watching.put(Watching.another("20"));
        assertThat(watching.pass()).isEmpty();
    }

    @Test
    void on_which_side_a_stale_value_was_is_stored_though_the_new_rule_does_not_act_on_it() {
        watching.put(Watching.below("10"));
        watching.see(1, "19");
        watching.clock().to(Given.NOW.plus(Duration.ofHours(1)));
        KnownRule stale = Given.known(Given.rule("""
                {"name": "stale", "staleAfter": "1m", "when": {"device": "livingroom", "resource": "temperature", "below": 20}}"""));
        watching.put(stale);

        Changes changes = new Changes();
        watching.evaluator().advance(watching.clock().instant(), changes);

        assertThat(changes.transitions()).isEmpty();
        assertThat(changes.states()).containsKey(stale.watch());
    }

    @Test
    void a_new_range_looks_at_the_value_that_is_known_too() {
        watching.put(Watching.below("10"));
        watching.see(1, "19");

        watching.put(Given.known(Given.rule("""
                {"name": "range", "when": {"device": "livingroom", "resource": "temperature", "outside": [20, 25]}}""")));

        assertThat(watching.pass()).containsExactly("UNKNOWN>ACTIVE");
    }

    /** A restart, with what the evaluator before it had stored. */
    private List<String> afterRestart(Map<String, String> states, Duration away, KnownRule... rules) {
        Sample last = Given.sample(1, Quantity.of(19));
        Evaluator again =
                new Evaluator(watching.clock(), EvaluationSettings.DEFAULT, selector -> Set.of("livingroom"), any -> {
                    throw new AssertionError();
                });
        Stored stored = new Stored(
                states,
                Map.of(Given.LIVINGROOM, last),
                Optional.of(watching.clock().instant().minus(away)));
        again.load(List.of(rules), stored);
        Changes changes = new Changes();
        again.advance(watching.clock().instant(), changes);
        return Watching.labels(changes);
    }

    @Test
    void a_rule_that_was_saved_and_not_evaluated_before_a_restart_is_evaluated_after_it_and_no_other_acts_again() {
        KnownRule old = Watching.below("20");
        KnownRule saved = Watching.another("20");
        Map<String, String> states = Map.of(old.watch(), "ACTIVE " + Given.EPOCH);

        assertThat(afterRestart(states, Duration.ofSeconds(1), old, saved)).containsExactly("UNKNOWN>ACTIVE");
        assertThat(afterRestart(
                        Map.of(old.watch(), "ACTIVE " + Given.EPOCH, saved.watch(), "ACTIVE " + Given.EPOCH),
                        Duration.ofSeconds(1),
                        old,
                        saved))
                .isEmpty();
    }

    @Test
    void after_an_outage_that_was_long_a_new_rule_waits_for_a_reading() {
        assertThat(afterRestart(Map.of(), Duration.ofDays(3), Watching.another("20")))
                .isEmpty();
    }

    @Test
    void a_rule_that_is_gone_when_a_load_is_tried_again_is_not_watched() {
        KnownRule cold = Watching.below("20");
        watching.evaluator().load(List.of(cold), Stored.NOTHING);

        watching.evaluator().load(List.of(), Stored.NOTHING);

        assertThat(watching.evaluator().status(cold.id())).isEmpty();
        assertThat(watching.see(1, "19")).isEmpty();
    }

    @Test
    void a_rule_switched_off_sees_nothing_and_begins_afresh_when_switched_on() {
        KnownRule cold = Watching.below("20");
        watching.put(cold);
        watching.see(1, "19");
        KnownRule off = cold.changedTo(cold.rule().switched(false), Given.NOW);
        watching.put(off);
        assertThat(watching.see(2, "21")).isEmpty();
        assertThat(watching.evaluator().status(cold.id())).isEmpty();

        watching.put(off.changedTo(cold.rule().switched(true), Given.NOW));

        assertThat(watching.see(3, "19")).containsExactly("UNKNOWN>ACTIVE");
    }

    @Test
    void a_reading_seen_before_the_only_rule_was_changed_is_still_known() {
        KnownRule cold = Watching.below("20");
        watching.put(cold);
        watching.see(5, "21");

        watching.put(cold.changedTo(Given.rule("cold", Given.below("20.5")), Given.NOW));

        assertThat(watching.see(5, "19")).isEmpty();
    }

    @Test
    void a_changed_rule_goes_on_counting_what_it_was_held_against() {
        KnownRule cold = Watching.below("20");
        watching.put(cold);
        watching.see(1, "19");

        watching.put(cold.changedTo(Given.rule("cold", Given.below("22")), Given.NOW));
        watching.see(2, "19");

        RuleFigures figures = watching.evaluator().figures(cold.id()).orElseThrow();
        assertThat(figures.evaluations()).isEqualTo(2);
        assertThat(figures.lastEvaluation()).contains(Given.NOW.plusSeconds(2));
    }
}
