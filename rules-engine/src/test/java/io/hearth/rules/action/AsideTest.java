package io.hearth.rules.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hearth.rules.Given;
import io.hearth.rules.rule.Action;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Actions that are refused for now wait in lines of their own. */
class AsideTest {
    private final MemoryStore store = new MemoryStore();
    private final List<String> done = new CopyOnWriteArrayList<>();
    /** Of commands whose name begins with {@code held}. */
    private volatile Predicate<Intent> held = any -> true;

    private volatile boolean silent = true;
    private volatile CountDownLatch answers = new CountDownLatch(0);
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private long second;

    private Actions actions(QuickActions config) {
        return new Actions(
                intent -> {
                    if (intent.command().startsWith("held") && held.test(intent)) {
                        return new Outcome.Refused("a person holds it");
                    }
                    if (silent && intent.command().startsWith("silent")) {
                        asked.add(intent.command());
                        await().until(() -> answers.getCount() == 0);
                        return new Outcome.Later("no reply");
                    }
                    done.add(intent.command() + " " + intent.values().get("mode"));
                    return new Outcome.Done();
                },
                store,
                config,
                Clock.systemUTC());
    }

    private void decide(Actions actions, String rule, String command, String mode) {
        actions.add(List.of(decided(actions, rule, command, mode)));
    }

    private Intent decided(Actions actions, String rule, String command, String mode) {
        var known = Given.known(Given.rule(rule, Given.below("20")));
        var action = new Action.Command("boiler", command, Map.of("mode", mode));
        Intent intent =
                Intent.of(known, "livingroom", Given.EPOCH + ++second * Given.SECOND, 0, action, actions.nextOrder());
        store.waiting.put(intent.id(), intent);
        return intent;
    }

    @Test
    void a_rule_that_changes_its_mind_supersedes_what_was_set_aside() {
        try (Actions actions = actions(new QuickActions(0, 100))) {
            decide(actions, "one", "held", "a");
            await().until(() -> actions.figures().retried() > 1);

            decide(actions, "one", "held", "b");
            held = intent -> intent.values().containsValue("a");

            await().until(() -> actions.figures().waiting() == 0);
            assertThat(done).containsExactly("held b");
            assertThat(store.waiting).isEmpty();
        }
    }

    @Test
    void what_a_rule_has_revoked_by_another_command_does_not_come_after_it() {
        try (Actions actions = actions(new QuickActions(0, 100))) {
            decide(actions, "one", "held-off", "off");
            await().until(() -> actions.figures().retried() > 1);

            decide(actions, "one", "on", "on");

            await().until(() -> actions.figures().waiting() == 0);
            assertThat(done).containsExactly("on on");
            assertThat(store.waiting).isEmpty();
        }
    }

    @Test
    void what_is_refused_when_its_rule_has_decided_anew_already_is_not_set_aside() {
        try (Actions actions = actions(new QuickActions(0, 100))) {
            actions.add(List.of(decided(actions, "one", "held-off", "m"), decided(actions, "one", "on", "m")));

            await().until(() -> actions.figures().waiting() == 0);
            assertThat(done).containsExactly("on m");
            assertThat(store.waiting).isEmpty();
        }
    }

    @Test
    void what_waits_for_the_device_is_pointless_when_its_rule_has_decided_something_that_goes_aside() {
        try (Actions actions = actions(new QuickActions(0, 100))) {
            decide(actions, "two", "held-off", "a");
            await().until(() -> actions.figures().retried() > 1);
            decide(actions, "three", "silent", "b");
            decide(actions, "one", "on", "c");

            decide(actions, "one", "held-off", "d");
            silent = false;
            await().until(() -> actions.figures().waiting() == 2);
            held = any -> false;

            await().until(() -> actions.figures().waiting() == 0);
            assertThat(done).containsExactly("silent b", "held-off a", "held-off d");
            assertThat(store.waiting).isEmpty();
        }
    }

    @Test
    void what_is_under_way_is_not_tried_again_when_its_rule_has_decided_something_that_goes_aside() {
        answers = new CountDownLatch(1);
        try (Actions actions = actions(new QuickActions(0, 100))) {
            decide(actions, "two", "held-off", "a");
            await().until(() -> actions.figures().retried() > 1);
            decide(actions, "one", "silent-on", "b");
            await().until(() -> !asked.isEmpty());

            decide(actions, "one", "held-off", "c");
            answers.countDown();
            await().until(() -> actions.figures().waiting() == 2);
            held = any -> false;

            await().until(() -> actions.figures().waiting() == 0);
            assertThat(asked).hasSize(1);
            assertThat(done).containsExactly("held-off a", "held-off c");
        }
    }

    @Test
    void what_waits_for_the_device_is_pointless_when_what_its_rule_has_decided_since_is_set_aside_with_another() {
        try (Actions actions = actions(new QuickActions(0, 100))) {
            actions.add(List.of(
                    decided(actions, "two", "held-off", "a"),
                    decided(actions, "one", "silent-on", "b"),
                    decided(actions, "one", "held-off", "c")));
            await().until(() -> actions.figures().waiting() == 2);
            held = any -> false;

            await().until(() -> actions.figures().waiting() == 0);
            assertThat(asked).isEmpty();
            assertThat(done).containsExactly("held-off a", "held-off c");
            assertThat(store.waiting).isEmpty();
        }
    }

    @Test
    void what_was_set_aside_can_be_withdrawn() {
        try (Actions actions = actions(new QuickActions(0, 100))) {
            decide(actions, "one", "held", "a");
            decide(actions, "two", "held", "b");
            await().until(() -> actions.figures().retried() > 1);

            actions.withdraw(intent -> intent.rule().equals("one"));
            held = intent -> intent.rule().equals("one");

            await().until(() -> actions.figures().waiting() == 0);
            assertThat(done).containsExactly("held b");
        }
    }

    @Test
    void what_is_refused_too_often_is_given_up() {
        try (Actions actions = actions(new QuickActions(3, 100))) {
            decide(actions, "one", "held", "a");

            await().until(() -> actions.figures().waiting() == 0);
            assertThat(actions.failed()).singleElement().satisfies(failed -> assertThat(failed.attempts())
                    .isEqualTo(3));
        }
    }

    @Test
    void what_is_set_aside_counts_among_what_may_wait() {
        try (Actions actions = actions(new QuickActions(0, 3))) {
            for (int i = 0; i < 6; i++) {
                decide(actions, "rule-" + i, "held-" + i % 2, "m" + i);
            }

            await().until(() -> actions.figures().waiting() == 3);
            await().until(() -> actions.failed().size() == 3);
        }
    }

    @Property(tries = 30)
    void each_command_keeps_its_own_order_and_nothing_is_done_twice_or_lost(
            @ForAll @Size(max = 40) List<@IntRange(max = 2) Integer> commands,
            @ForAll @IntRange(max = 40) int heldUntil) {
        done.clear();
        List<String> all = new ArrayList<>();
        try (Actions actions = actions(new QuickActions(0, 1000))) {
            for (int i = 0; i < commands.size(); i++) {
                boolean isHeld = i < heldUntil;
                held = any -> isHeld;
                String command = List.of("held-0", "held-1", "free").get(commands.get(i));
                all.add(command + " " + i);
                decide(actions, "rule-" + i, command, Integer.toString(i));
            }
            held = any -> false;
            await().until(() -> actions.figures().waiting() == 0);
        }

        assertThat(done).containsExactlyInAnyOrderElementsOf(all);
        for (String command : List.of("held-0", "held-1", "free")) {
            assertThat(done.stream().filter(each -> each.startsWith(command)))
                    .containsExactlyElementsOf(all.stream()
                            .filter(each -> each.startsWith(command))
                            .toList());
        }
    }
}
