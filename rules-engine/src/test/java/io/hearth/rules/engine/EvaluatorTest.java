package io.hearth.rules.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.rules.Given;
import io.hearth.rules.device.ChangedDevices;
import io.hearth.rules.device.Subjects;
import io.hearth.rules.limit.Quantity;
import io.hearth.rules.rule.Condition;
import io.hearth.rules.rule.Delays;
import io.hearth.rules.rule.KnownRule;
import io.hearth.rules.rule.Pacing;
import io.hearth.rules.rule.Rule;
import io.hearth.rules.rule.Selector;
import io.hearth.rules.rule.SignalKey;
import io.hearth.rules.spec.MovedClock;
import io.hearth.rules.spec.SpecCase;
import io.hearth.rules.spec.SpecRules;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class EvaluatorTest {
    private final MovedClock clock = new MovedClock(Given.NOW);
    private final Evaluator evaluator = Given.evaluator(clock);

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
    void an_active_rule_whose_new_limit_is_left_already_clears_before_the_next_reading() {
        KnownRule cold = below("20");
        put(cold);
        see(1, "19");

        put(cold.changedTo(Given.rule("cold", Given.below("15")), Given.NOW));

        assertThat(evaluator.next()).isPresent();
        assertThat(pass()).containsExactly("ACTIVE>NORMAL");
        assertThat(see(2, "19")).isEmpty();
    }

    private List<String> pass() {
        Changes changes = new Changes();
        evaluator.advance(clock.instant(), changes);
        return labels(changes);
    }

    private static List<String> labels(Changes changes) {
        return changes.transitions().stream()
                .map(transition ->
                        transition.from().label() + ">" + transition.to().label())
                .toList();
    }

    private static KnownRule another(String limit) {
        return Given.known(Given.rule("another", Given.below(limit)));
    }

    @Test
    void a_new_rule_with_a_limit_looks_at_the_value_that_is_known_before_the_next_one_comes() {
        put(below("10"));
        see(1, "19");

        put(another("20"));

        assertThat(pass()).containsExactly("UNKNOWN>ACTIVE");
        assertThat(see(2, "19")).isEmpty();
        assertThat(see(3, "20")).containsExactly("ACTIVE>NORMAL");
    }

    @Test
    void a_new_rule_does_not_look_at_a_value_that_is_stale_or_no_number() {
        put(below("10"));
        see(1, "19");
        clock.to(Given.NOW.plus(Duration.ofHours(1)));
        put(Given.known(Given.rule("""
                {"name": "stale", "staleAfter": "1m", "when": {"device": "livingroom", "resource": "temperature", "below": 20}}""")));
        assertThat(pass()).isEmpty();

        evaluator.evaluate(List.of(Given.sample(3_601, Quantity.NOT_A_NUMBER)), new Changes());
        put(another("20"));
        assertThat(pass()).isEmpty();
    }

    @Test
    void on_which_side_a_stale_value_was_is_stored_though_the_new_rule_does_not_act_on_it() {
        put(below("10"));
        see(1, "19");
        clock.to(Given.NOW.plus(Duration.ofHours(1)));
        KnownRule stale = Given.known(Given.rule("""
                {"name": "stale", "staleAfter": "1m", "when": {"device": "livingroom", "resource": "temperature", "below": 20}}"""));
        put(stale);

        Changes changes = new Changes();
        evaluator.advance(clock.instant(), changes);

        assertThat(changes.transitions()).isEmpty();
        assertThat(changes.states()).containsKey(stale.watch());
    }

    @Test
    void a_new_range_looks_at_the_value_that_is_known_too() {
        put(below("10"));
        see(1, "19");

        put(Given.known(Given.rule("""
                {"name": "range", "when": {"device": "livingroom", "resource": "temperature", "outside": [20, 25]}}""")));

        assertThat(pass()).containsExactly("UNKNOWN>ACTIVE");
    }

    /** A restart, with what the evaluator before it had stored. */
    private List<String> afterRestart(Map<String, String> states, Duration away, KnownRule... rules) {
        Sample last = Given.sample(1, Quantity.of(19));
        Evaluator again = new Evaluator(clock, EvaluationSettings.DEFAULT, selector -> Set.of("livingroom"), any -> {
            throw new AssertionError();
        });
        Stored stored = new Stored(
                states,
                Map.of(Given.LIVINGROOM, last),
                Optional.of(clock.instant().minus(away)));
        again.load(List.of(rules), stored);
        Changes changes = new Changes();
        again.advance(clock.instant(), changes);
        return labels(changes);
    }

    @Test
    void a_rule_that_was_saved_and_not_evaluated_before_a_restart_is_evaluated_after_it_and_no_other_acts_again() {
        KnownRule old = below("20");
        KnownRule saved = another("20");
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
        assertThat(afterRestart(Map.of(), Duration.ofDays(3), another("20"))).isEmpty();
    }

    @Test
    void a_rule_that_is_gone_when_a_load_is_tried_again_is_not_watched() {
        KnownRule cold = below("20");
        evaluator.load(List.of(cold), Stored.NOTHING);

        evaluator.load(List.of(), Stored.NOTHING);

        assertThat(evaluator.status(cold.id())).isEmpty();
        assertThat(see(1, "19")).isEmpty();
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

        put(cold.changedTo(Given.rule("cold", Given.below("20.5")), Given.NOW));

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
        KnownRule cold = below("20");
        KnownRule colder = Given.known(Given.rule("colder", Given.below("10")));
        put(cold);
        put(colder);
        see(1, "19");

        evaluator.remove(colder.id());
        see(2, "18");

        assertThat(evaluator.figures().evaluated()).isEqualTo(2);
        assertThat(evaluator.figures().judged()).isEqualTo(3);
    }

    @Test
    void a_changed_rule_goes_on_counting_what_it_was_held_against() {
        KnownRule cold = below("20");
        put(cold);
        see(1, "19");

        put(cold.changedTo(Given.rule("cold", Given.below("22")), Given.NOW));
        see(2, "19");

        RuleFigures figures = evaluator.figures(cold.id()).orElseThrow();
        assertThat(figures.evaluations()).isEqualTo(2);
        assertThat(figures.lastEvaluation()).contains(Given.NOW.plusSeconds(2));
    }

    @Test
    void a_rule_of_many_devices_has_a_state_for_each_and_follows_them_as_they_come_and_go() {
        Set<String> devices = new TreeSet<>(Set.of("bike-1", "bike-2"));
        Evaluator fleet = new Evaluator(clock, EvaluationSettings.DEFAULT, selector -> Set.copyOf(devices), any -> {
            throw new AssertionError();
        });
        KnownRule low = Given.known(ofProfile(Given.rule("low", Given.below("20")), "bike"));
        fleet.put(low);

        fleet.evaluate(of("bike-1", 1, 10), new Changes());
        fleet.evaluate(of("bike-2", 1, 30), new Changes());
        devices.add("bike-3");
        devices.remove("bike-1");
        List<Watchlist.Gone> gone = fleet.subjectsChanged(ChangedDevices.ANY, new Changes());
        fleet.evaluate(of("bike-3", 2, 10), new Changes());

        assertThat(gone).extracting(Watchlist.Gone::subject).containsExactly("bike-1");
        assertThat(fleet.status(low.id()))
                .extracting(status -> status.subject() + " " + status.state().label())
                .containsExactly("bike-2 NORMAL", "bike-3 ACTIVE");
    }

    @Test
    void a_device_that_the_catalog_does_not_know_yet_keeps_its_state_over_a_start() {
        KnownRule low = Given.known(ofProfile(Given.rule("low", Given.below("20")), "bike"));
        String field = low.watch() + "/bike1";
        evaluator.load(
                List.of(low), new Stored(Map.of(field, "ACTIVE " + Given.EPOCH), Map.of(), Optional.of(Given.NOW)));

        assertThat(evaluator.status(low.id()).getFirst().state().label()).isEqualTo("ACTIVE");
        assertThat(evaluator.fields()).containsExactly(field);
        assertThat(evaluator.subjectsChanged(ChangedDevices.ANY, new Changes()))
                .containsExactly(new Watchlist.Gone(low, "bike1", field, true));
    }

    /** A rule of many devices that is active for one of them, and what comes about when that leaves the group. */
    private List<String> leaves(ChangedDevices which, boolean complete) {
        Set<String> devices = new TreeSet<>(Set.of("bike-1"));
        Subjects subjects = new Subjects() {
            @Override
            public Set<String> of(Selector selector) {
                return Set.copyOf(devices);
            }

            @Override
            public boolean isComplete() {
                return complete;
            }
        };
        Evaluator fleet = new Evaluator(clock, EvaluationSettings.DEFAULT, subjects, any -> {
            throw new AssertionError();
        });
        fleet.put(Given.known(ofProfile(Given.rule("low", Given.below("20")), "bike")));
        fleet.evaluate(of("bike-1", 1, 10), new Changes());
        devices.clear();
        Changes changes = new Changes();
        fleet.subjectsChanged(which, changes);
        return labels(changes);
    }

    @Test
    void a_device_that_leaves_a_group_while_the_rule_is_active_for_it_clears_it() {
        assertThat(leaves(new ChangedDevices(false, Set.of("bike-1")), true)).containsExactly("ACTIVE>NORMAL");
        assertThat(leaves(ChangedDevices.ANY, true)).containsExactly("ACTIVE>NORMAL");
    }

    @Test
    void a_device_that_nobody_has_read_yet_has_not_left() {
        assertThat(leaves(ChangedDevices.ANY, false)).isEmpty();
        assertThat(leaves(new ChangedDevices(false, Set.of("bike-1")), false)).containsExactly("ACTIVE>NORMAL");
    }

    @Test
    void only_groups_that_changed_devices_have_to_do_with_are_asked_anew() {
        assertThat(leaves(new ChangedDevices(false, Set.of("door")), true)).isEmpty();

        List<String> asked = new ArrayList<>();
        Evaluator fleet = new Evaluator(
                clock,
                EvaluationSettings.DEFAULT,
                selector -> {
                    asked.add(((Selector.Profile) selector).name());
                    return ((Selector.Profile) selector).name().equals("bike") ? Set.of("bike-1") : Set.of();
                },
                any -> {
                    throw new AssertionError();
                });
        fleet.put(Given.known(ofProfile(Given.rule("low", Given.below("20")), "bike")));
        fleet.put(Given.known(ofProfile(Given.rule("shut", Given.below("20")), "door")));
        asked.clear();

        fleet.subjectsChanged(new ChangedDevices(false, Set.of("lamp")), new Changes());

        // Each is asked whether that one is its own, and none for all that it is about.
        assertThat(asked).containsExactlyInAnyOrder("bike", "door");
    }

    private static Rule ofProfile(Rule rule, String profile) {
        return new Rule(
                rule.name(),
                true,
                "",
                List.of(),
                rule.severity(),
                true,
                new Selector.Profile(profile),
                rule.when(),
                rule.delays(),
                rule.staleAfter(),
                rule.pacing(),
                rule.then(),
                rule.otherwise());
    }

    private static List<Sample> of(String device, long second, long value) {
        return List.of(new Sample(
                new SignalKey(device, "temperature"),
                Given.EPOCH + second * Given.SECOND,
                Long.toString(value),
                Quantity.of(value)));
    }

    @Test
    void what_a_device_measured_at_one_time_is_seen_as_one() {
        KnownRule both = Given.known(rule("all of them"));
        evaluator.put(both);
        see("d", Map.of("a", "2", "b", "0"), 1);

        // Both change sides: seen one after the other, both would hold for a moment.
        assertThat(see("d", Map.of("a", "0", "b", "2"), 2)).isEmpty();
        assertThat(see("d", Map.of("a", "2", "b", "2"), 3)).containsExactly("NORMAL>ACTIVE");
    }

    private static Rule rule(String title) {
        return SpecRules.read(SpecCase.all().stream()
                .filter(any -> any.title().equals(title))
                .findFirst()
                .orElseThrow()
                .rule());
    }

    private List<String> see(String device, Map<String, String> values, long second) {
        List<Sample> samples = new ArrayList<>();
        new TreeMap<>(values)
                .forEach((resource, value) -> samples.add(new Sample(
                        new SignalKey(device, resource),
                        Given.EPOCH + second * Given.SECOND,
                        value,
                        Quantity.of(new BigDecimal(value)))));
        Changes changes = new Changes();
        evaluator.evaluate(samples, changes);
        changes.transitions().forEach(evaluator::decided);
        return changes.transitions().stream()
                .map(transition ->
                        transition.from().label() + ">" + transition.to().label())
                .toList();
    }

    @Test
    void a_hold_that_is_over_when_its_reading_comes_late_waits_for_the_readings_behind_it() {
        KnownRule held = Given.known(rule("it must hold for the delay"));
        evaluator.put(held);
        clock.to(Given.NOW.plusSeconds(100));
        see("d", Map.of("t", "19"), 1);

        evaluator.advance(clock.instant(), new Changes());
        assertThat(evaluator.status(held.id()).getFirst().state().label()).isEqualTo("PENDING");
        clock.to(Given.NOW.plusSeconds(110));
        Changes changes = new Changes();
        evaluator.advance(clock.instant(), changes);

        assertThat(changes.transitions()).extracting(Transition::at).containsExactly(Given.NOW.plusSeconds(31));
    }

    @Test
    void a_rule_says_what_became_of_it() {
        KnownRule often = Given.known(rule("a cool-down counts from what was done"));
        evaluator.put(often);
        see("d", Map.of("t", "19"), 1);
        evaluator.settled(new Settled(often.id(), often.watch(), "d", Given.NOW.plusSeconds(2)), new Changes());
        see("d", Map.of("t", "21"), 3);
        see("d", Map.of("t", "19"), 4);

        RuleFigures figures = evaluator.figures(often.id()).orElseThrow();
        Evaluator.Status status = evaluator.status(often.id()).getFirst();

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
        assertThat(status.owed()).isTrue();
        assertThat(status.last()).extracting(Sample::text).containsExactly("19");
    }

    @Test
    void an_expression_that_cannot_be_evaluated_makes_the_rule_unknown_and_says_why() {
        Evaluator failing = new Evaluator(clock, EvaluationSettings.DEFAULT, any -> Set.of("d"), any -> values -> {
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
        Evaluator breaking =
                new Evaluator(clock, EvaluationSettings.DEFAULT, any -> Set.of("livingroom"), any -> values -> {
                    throw new StackOverflowError();
                });
        KnownRule broken = Given.known(GivenConditions.rule(
                new Condition.Expression("t > 1.0", Map.of("t", GivenConditions.measure(Given.LIVINGROOM))),
                Delays.NONE,
                Optional.empty(),
                Pacing.NONE));
        KnownRule cold = below("20");
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
        Evaluator stricter = new Evaluator(clock, EvaluationSettings.DEFAULT, any -> Set.of("livingroom"), any -> {
            throw new IllegalArgumentException("the expression is too long");
        });
        KnownRule tooLong = Given.known(GivenConditions.rule(
                new Condition.Expression("t > 1.0", Map.of("t", GivenConditions.measure(Given.LIVINGROOM))),
                Delays.NONE,
                Optional.empty(),
                Pacing.NONE));
        KnownRule cold = below("20");

        stricter.load(List.of(tooLong, cold), Stored.NOTHING);

        assertThat(stricter.status(cold.id())).hasSize(1);
        assertThat(stricter.status(tooLong.id())).isEmpty();
    }

    private static final long DAY = 86_400;

    private static KnownRule paced() {
        return Given.known(Given.rule("""
                {"name": "cold", "minOff": "1m",
                 "when": {"device": "livingroom", "resource": "temperature", "below": 20, "onDelay": "30s"}}"""));
    }

    private List<String> pass(long second) {
        clock.to(Given.NOW.plusSeconds(second));
        Changes changes = new Changes();
        evaluator.advance(clock.instant(), changes);
        return changes.transitions().stream()
                .map(transition -> transition.to().label())
                .toList();
    }

    @Test
    void a_clock_that_is_set_back_keeps_no_rule_waiting_until_its_time_comes_again() {
        put(paced());
        clock.to(Given.NOW.plusSeconds(DAY));
        see(DAY, "19");
        assertThat(pass(DAY + 30)).containsExactly("ACTIVE");
        see(DAY + 31, "21");
        clock.to(Given.NOW.plusSeconds(100));

        assertThat(see(100, "19")).containsExactly("NORMAL>PENDING");

        assertThat(pass(159)).isEmpty();
        assertThat(pass(160)).containsExactly("ACTIVE");
        assertThat(see(170, "21")).containsExactly("ACTIVE>NORMAL");
    }

    @Test
    void a_hold_that_runs_when_the_clock_is_set_back_ends_after_its_time() {
        put(paced());
        clock.to(Given.NOW.plusSeconds(DAY));
        see(DAY, "19");

        assertThat(pass(100)).isEmpty();

        assertThat(pass(130)).containsExactly("ACTIVE");
    }

    @Test
    void a_start_after_a_clock_that_was_ahead_keeps_no_rule_waiting() {
        KnownRule cold = paced();
        long ahead = Given.EPOCH + DAY * Given.SECOND;
        evaluator.load(
                List.of(cold),
                new Stored(
                        Map.of(cold.watch(), "NORMAL " + ahead + " cleared=" + ahead),
                        Map.of(Given.LIVINGROOM, Given.sample(DAY, Quantity.of(21))),
                        Optional.of(Given.NOW.plusSeconds(DAY))));

        assertThat(see(1, "19")).containsExactly("NORMAL>PENDING");

        assertThat(pass(61)).containsExactly("ACTIVE");
    }
}
