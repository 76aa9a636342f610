package io.hearth.rules.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hearth.rules.Given;
import io.hearth.rules.fault.Faults;
import io.hearth.rules.rule.Action;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private final MemoryStore store = new MemoryStore();
    private final List<String> delivered = new CopyOnWriteArrayList<>();
    private final List<UUID> ids = new CopyOnWriteArrayList<>();
    private volatile Function<Intent, Outcome> device = intent -> new Outcome.Done();
    private final List<Actions> opened = new ArrayList<>();
    private long second;

    @AfterEach
    void close() {
        opened.forEach(Actions::close);
    }

    private Actions actions(ActionConfig config) {
        return actions(config, intent -> device.apply(intent));
    }

    private Actions actions(ActionConfig config, Function<Intent, Outcome> device) {
        Courier courier = intent -> {
            ids.add(intent.id());
            Outcome outcome = device.apply(intent);
            if (outcome instanceof Outcome.Done) {
                delivered.add(intent.device() + " " + intent.values().get("mode"));
            }
            return outcome;
        };
        Actions actions = new Actions(courier, store, config, Clock.systemUTC());
        opened.add(actions);
        return actions;
    }

    private Actions actions() {
        return actions(new QuickActions(0, 1000));
    }

    private void decide(Actions actions, String rule, String device, String... modes) {
        for (String mode : modes) {
            Intent intent = intent(actions, rule, device, mode, ++second, 0);
            store.waiting.put(intent.id(), intent);
            actions.add(List.of(intent));
        }
    }

    private static Intent intent(Actions actions, String rule, String device, String mode, long second, int index) {
        var action = new Action.Command(device, "control", Map.of("mode", mode));
        var known = Given.known(Given.rule(rule, Given.below("20")));
        long origin = Given.EPOCH + second * Given.SECOND;
        return Intent.of(known, "livingroom", origin, index, action, actions.nextOrder());
    }

    @Test
    void actions_are_done_in_order_and_leave_the_store() {
        Actions actions = actions();

        decide(actions, "one", "boiler", "a");
        decide(actions, "two", "boiler", "b");
        decide(actions, "three", "boiler", "c");

        await().until(() -> actions.figures().waiting() == 0);
        assertThat(delivered).containsExactly("boiler a", "boiler b", "boiler c");
        assertThat(store.waiting).isEmpty();
        assertThat(actions.figures().done()).isEqualTo(3);
    }

    @Test
    void an_action_that_fails_for_now_is_tried_again_with_the_same_id_until_it_is_done() {
        device = intent -> ids.size() < 4 ? new Outcome.Later("device is locked") : new Outcome.Done();
        Actions actions = actions();

        decide(actions, "one", "boiler", "heat");

        await().until(() -> delivered.size() == 1);
        assertThat(ids).hasSize(4).containsOnly(ids.getFirst());
        await().until(() -> store.waiting.isEmpty());
    }

    @Test
    void an_error_that_nobody_foresaw_does_not_end_the_line() {
        long before = Faults.count();
        device = intent -> {
            if (ids.size() < 3) {
                throw new AssertionError("unforeseen");
            }
            return new Outcome.Done();
        };
        Actions actions = actions();

        decide(actions, "one", "boiler", "heat");
        await().until(() -> delivered.equals(List.of("boiler heat")));
        decide(actions, "two", "boiler", "off");

        await().until(() -> delivered.equals(List.of("boiler heat", "boiler off")));
        assertThat(Faults.count()).isEqualTo(before + 2);
        assertThat(Faults.last()).contains("unforeseen");
        await().until(() -> store.waiting.isEmpty());
    }

    @Test
    void what_is_withdrawn_while_its_attempt_breaks_off_is_not_tried_again() {
        CountDownLatch under = new CountDownLatch(1);
        CountDownLatch withdrawn = new CountDownLatch(1);
        device = intent -> {
            under.countDown();
            try {
                withdrawn.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            throw new AssertionError("unforeseen");
        };
        Actions actions = actions();
        decide(actions, "one", "boiler", "heat");
        await().until(() -> under.getCount() == 0);

        actions.withdraw(any -> true);
        withdrawn.countDown();

        await().until(() -> actions.figures().waiting() == 0);
        assertThat(ids).hasSize(1);
        assertThat(store.waiting).isEmpty();
    }

    @Test
    void an_action_that_will_always_fail_is_kept_with_its_reason_and_does_not_hold_the_next() {
        device = intent ->
                intent.values().containsValue("bad") ? new Outcome.Never("no such command") : new Outcome.Done();
        Actions actions = actions();

        decide(actions, "one", "boiler", "bad");
        decide(actions, "two", "boiler", "good");

        await().until(() -> delivered.contains("boiler good"));
        assertThat(actions.failed()).singleElement().satisfies(failed -> {
            assertThat(failed.reason()).isEqualTo("no such command");
            assertThat(failed.action().values()).containsEntry("mode", "bad");
        });
        assertThat(actions.figures().failed()).isEqualTo(1);
    }

    @Test
    void an_action_is_given_up_after_as_many_attempts_as_are_set() {
        device = intent -> new Outcome.Later("no reply");
        Actions actions = actions(new QuickActions(3, 1000));

        decide(actions, "one", "boiler", "heat");

        await().until(() -> actions.failed().size() == 1);
        assertThat(ids).hasSize(3);
        assertThat(actions.failed().getFirst().attempts()).isEqualTo(3);
    }

    @Test
    void a_device_that_does_not_answer_holds_only_its_own_actions() {
        CountDownLatch answer = new CountDownLatch(1);
        device = intent -> {
            if (intent.device().equals("slow")) {
                await().until(() -> answer.getCount() == 0);
            }
            return new Outcome.Done();
        };
        Actions actions = actions();

        decide(actions, "one", "slow", "a");
        decide(actions, "two", "quick", "b");

        await().until(() -> delivered.contains("quick b"));
        assertThat(delivered).doesNotContain("slow a");
        answer.countDown();
        await().until(() -> delivered.contains("slow a"));
    }

    @Test
    void a_newer_action_of_the_same_rule_supersedes_one_that_is_not_delivered() {
        device = intent -> intent.values().containsValue("heat") ? new Outcome.Later("no reply") : new Outcome.Done();
        Actions actions = actions();
        decide(actions, "one", "boiler", "heat");
        await().until(() -> !ids.isEmpty());

        decide(actions, "one", "boiler", "off");

        await().until(() -> actions.figures().waiting() == 0);
        assertThat(delivered).containsExactly("boiler off");
        assertThat(actions.figures().superseded()).isEqualTo(1);
        assertThat(store.waiting).isEmpty();
    }

    @Test
    void an_action_of_another_rule_supersedes_nothing() {
        CountDownLatch answer = new CountDownLatch(1);
        device = intent -> answer.getCount() == 0 ? new Outcome.Done() : new Outcome.Later("no reply");
        Actions actions = actions();
        decide(actions, "one", "boiler", "heat");
        decide(actions, "two", "boiler", "off");

        answer.countDown();

        await().until(() -> delivered.size() == 2);
        assertThat(delivered).containsExactly("boiler heat", "boiler off");
    }

    @Test
    void two_actions_of_one_firing_are_both_done() {
        Actions actions = actions();

        actions.add(List.of(intent(actions, "one", "boiler", "a", 1, 0), intent(actions, "one", "boiler", "b", 1, 1)));

        await().until(() -> delivered.size() == 2);
        assertThat(delivered).containsExactly("boiler a", "boiler b");
    }

    @Test
    void an_action_that_is_withdrawn_is_not_tried_again() {
        device = intent -> new Outcome.Later("no reply");
        Actions actions = actions();
        decide(actions, "one", "boiler", "heat");
        await().until(() -> !ids.isEmpty());

        actions.withdraw(intent -> intent.rule().equals("one"));

        await().until(() -> actions.figures().waiting() == 0 && store.waiting.isEmpty());
        assertThat(delivered).isEmpty();
    }

    @Test
    void what_an_earlier_run_left_is_done_in_its_order_with_its_ids() {
        // Also of an attempt that it has begun when it is killed nothing becomes.
        Actions killed = actions(new QuickActions(0, 1000), intent -> new Outcome.Later("no reply"));
        decide(killed, "one", "boiler", "a");
        decide(killed, "two", "boiler", "b");
        decide(killed, "gone", "boiler", "c");
        await().until(() -> !ids.isEmpty());
        UUID firstId = ids.getFirst();
        killed.close();
        ids.clear();

        actions().load(intent -> !intent.rule().equals("gone"));

        await().until(() -> delivered.size() == 2);
        assertThat(delivered).containsExactly("boiler a", "boiler b");
        assertThat(ids.getFirst()).isEqualTo(firstId);
        await().until(() -> store.waiting.isEmpty());
    }

    @Test
    void when_too_many_wait_the_oldest_of_the_longest_line_is_given_up() {
        device = intent -> intent.device().equals("dead") ? new Outcome.Later("no reply") : new Outcome.Done();
        Actions actions = actions(new QuickActions(0, 3));

        for (int i = 0; i < 6; i++) {
            decide(actions, "rule-" + i, "dead", "m" + i);
        }

        await().until(() -> actions.figures().waiting() == 3);
        decide(actions, "other", "quick", "a");
        await().until(() -> delivered.contains("quick a"));
        assertThat(actions.failed())
                .allSatisfy(failed -> assertThat(failed.reason()).contains("3 actions wait"));
    }

    @Test
    void while_the_store_is_away_the_line_waits_and_goes_on_when_it_is_back() {
        Actions actions = actions();
        store.away = true;

        decide(actions, "one", "boiler", "a");
        decide(actions, "two", "boiler", "b");
        await().until(() -> delivered.size() == 1);
        await().during(Duration.ofMillis(100)).until(() -> delivered.size() == 1);
        store.away = false;

        await().until(() -> delivered.size() == 2 && store.waiting.isEmpty());
    }

    @Test
    void what_is_superseded_while_the_store_is_away_leaves_it_before_what_superseded_it() {
        device = intent -> intent.values().containsValue("first") ? new Outcome.Later("no reply") : new Outcome.Done();
        Actions actions = actions();
        decide(actions, "other", "boiler", "first");
        decide(actions, "one", "boiler", "heat");

        store.away = true;
        decide(actions, "one", "boiler", "off");
        device = intent -> new Outcome.Done();
        await().until(() -> delivered.size() == 1 && store.refused.get() > 1);
        store.away = false;

        await().until(() -> actions.figures().waiting() == 0);
        assertThat(delivered).containsExactly("boiler first", "boiler off");
        // Else it would act again after the next start.
        assertThat(store.waiting).isEmpty();
        assertThat(store.removed)
                .extracting(intent -> intent.values().get("mode"))
                .startsWith("heat");
    }

    @Test
    void what_is_withdrawn_just_when_its_attempt_has_failed_is_not_tried_again() {
        List<Actions> those = new ArrayList<>();
        // Asked for between the end of an attempt and the pause after it.
        Actions actions = actions(new QuickActions(
                () -> {
                    those.forEach(each -> each.withdraw(any -> true));
                    return 0;
                },
                1000));
        those.add(actions);
        device = intent -> ids.size() == 1 ? new Outcome.Later("no reply") : new Outcome.Done();

        decide(actions, "one", "boiler", "heat");

        await().until(() -> actions.figures().waiting() == 0);
        assertThat(delivered).isEmpty();
        assertThat(ids).hasSize(1);
        assertThat(store.waiting).isEmpty();
    }
}
