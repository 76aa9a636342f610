package io.hearth.rules.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.rules.Given;
import io.hearth.rules.device.ChangedDevices;
import io.hearth.rules.device.Subjects;
import io.hearth.rules.limit.Quantity;
import io.hearth.rules.rule.KnownRule;
import io.hearth.rules.rule.Rule;
import io.hearth.rules.rule.Selector;
import io.hearth.rules.rule.SignalKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Rules about groups of devices, which come and go. */
class GroupsTest {
    private final Watching watching = new Watching();

    @Test
    void a_rule_of_many_devices_has_a_state_for_each_and_follows_them_as_they_come_and_go() {
        Set<String> devices = new TreeSet<>(Set.of("bike-1", "bike-2"));
        Evaluator fleet =
                new Evaluator(watching.clock(), EvaluationSettings.DEFAULT, selector -> Set.copyOf(devices), any -> {
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
        watching.evaluator()
                .load(
                        List.of(low),
                        new Stored(Map.of(field, "ACTIVE " + Given.EPOCH), Map.of(), Optional.of(Given.NOW)));

        assertThat(watching.evaluator().status(low.id()).getFirst().state().label())
                .isEqualTo("ACTIVE");
        assertThat(watching.evaluator().fields()).containsExactly(field);
        assertThat(watching.evaluator().subjectsChanged(ChangedDevices.ANY, new Changes()))
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
        Evaluator fleet = new Evaluator(watching.clock(), EvaluationSettings.DEFAULT, subjects, any -> {
            throw new AssertionError();
        });
        fleet.put(Given.known(ofProfile(Given.rule("low", Given.below("20")), "bike")));
        fleet.evaluate(of("bike-1", 1, 10), new Changes());
        devices.clear();
        Changes changes = new Changes();
        fleet.subjectsChanged(which, changes);
        return Watching.labels(changes);
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
                watching.clock(),
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
}
