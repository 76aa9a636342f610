package io.hearth.rules.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hearth.rules.rule.Action;
import io.hearth.rules.rule.Firing;
import io.hearth.rules.spec.MovedClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** For how long an action is worth doing. */
class ValidityTest {
    private static final Outcome AWAY = new Outcome.Later("no reply within 10 s");
    private static final Outcome HELD = new Outcome.Refused("alice holds the device until 09:00");

    private final MemoryStore store = new MemoryStore();
    private final MovedClock clock = new MovedClock(Instant.parse("2026-01-01T00:00:00Z"));
    /** Of who was opened last. */
    private volatile List<Intent> attempts = List.of();

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final List<Actions> opened = new ArrayList<>();
    private volatile Function<Intent, Outcome> device = any -> AWAY;
    private long second;

    @AfterEach
    void close() {
        opened.forEach(Actions::close);
    }

    private Actions actions() {
        List<Intent> own = new CopyOnWriteArrayList<>();
        attempts = own;
        Courier courier = new Courier() {
            @Override
            public Outcome deliver(Intent intent) {
                own.add(intent);
                return lookAt(intent);
            }

            @Override
            public Outcome lookAt(Intent intent) {
                Outcome outcome = device.apply(intent);
                // Of an attempt that one has begun when it is killed nothing becomes.
                return attempts == own ? outcome : AWAY;
            }
        };
        Actions actions = new Actions(courier, store, new QuickActions(0, 1000), clock);
        actions.listen(new ActionListener() {
            @Override
            public void fails(FailedAction failed) {
                told.add("before it left: "
                        + store.waiting.containsKey(failed.action().id()));
            }

            @Override
            public void done(Intent intent, Instant at) {}

            @Override
            public void failed(FailedAction failed) {}

            @Override
            public void unconfirmed(Intent intent, String reason) {}
        });
        opened.add(actions);
        return actions;
    }

    private void moveOn(Duration time) {
        clock.to(clock.instant().plus(time));
    }

    private static Action unlock(Optional<Duration> validFor) {
        return new Action.Command(Optional.of("door"), "lock", Map.of("locked", false), Optional.empty(), validFor);
    }

    private Intent decide(Actions actions, Action action) {
        Firing firing = Firings.of(Firings.rule("unlock-for-visitors", action), ++second, "1");
        Intent intent = actions.decide(firing).getFirst();
        store.waiting.put(intent.id(), intent);
        actions.add(List.of(intent));
        return intent;
    }

    /** One has expired: it is stored, which comes after it is counted. */
    private static void isGivenUp(Actions actions) {
        await().until(() -> actions.failed().size() == 1);
        assertThat(actions.figures().expired()).isOne();
    }

    private void tried(int times) {
        int before = attempts.size();
        await().until(() -> attempts.size() >= before + times);
    }

    @Test
    void a_command_that_could_not_be_done_for_hours_is_not_done_when_core_command_is_back() {
        Actions actions = actions();
        decide(actions, unlock(Optional.empty()));
        tried(2);

        moveOn(Duration.ofMinutes(5));
        isGivenUp(actions);
        device = any -> new Outcome.Done();

        assertThat(actions.failed()).singleElement().satisfies(failed -> assertThat(failed.reason())
                .contains("5m", "validFor", "no reply within 10 s"));
        assertThat(actions.figures().failed()).isOne();
        assertThat(actions.figures().expired()).isOne();
        assertThat(actions.figures().done()).isZero();
        assertThat(told).containsExactly("before it left: true");
        assertThat(store.waiting).isEmpty();
    }

    @Test
    void a_command_is_tried_as_long_as_it_is_valid() {
        Actions actions = actions();
        decide(actions, unlock(Optional.empty()));
        tried(2);

        moveOn(Duration.ofMinutes(5).minusMillis(1));
        tried(2);
        device = any -> new Outcome.Done();

        await().until(() -> actions.figures().done() == 1);
    }

    @Test
    void a_rule_says_for_how_long_its_action_is_valid() {
        Actions actions = actions();
        decide(actions, unlock(Optional.of(Duration.ofSeconds(30))));
        tried(2);

        moveOn(Duration.ofSeconds(30));

        isGivenUp(actions);
        assertThat(actions.failed().getFirst().reason()).contains("30s");
    }

    @Test
    void what_waits_behind_another_is_given_up_when_its_own_time_is_over() {
        Actions actions = actions();
        Intent first = decide(actions, unlock(Optional.of(Duration.ofDays(1))));
        Intent behind = decide(
                actions,
                new Action.Command(
                        Optional.of("door"), "light", Map.of("on", true), Optional.empty(), Optional.empty()));
        tried(2);

        moveOn(Duration.ofHours(1));

        isGivenUp(actions);
        assertThat(actions.failed().getFirst().action()).isEqualTo(behind);
        assertThat(actions.failed().getFirst().attempts()).isZero();
        assertThat(actions.waiting()).containsExactly(first);
    }

    @Test
    void messages_notices_and_readings_are_valid_for_ever_unless_their_rule_or_a_setting_says_otherwise() {
        Actions actions = actions();
        decide(actions, new Action.Notify("x", "", Optional.empty()));
        decide(actions, new Action.Publish("a/b", "x", 1, false));
        decide(actions, new Action.Write(Optional.empty(), "r", 1));
        decide(actions, new Action.Notify("y", "", Optional.empty(), Optional.of(Duration.ofMinutes(1))));
        tried(4);

        moveOn(Duration.ofDays(300));

        await().until(() -> actions.figures().expired() == 1);
        tried(6);
        assertThat(actions.waiting()).hasSize(3);
    }

    @Test
    void what_a_restart_finds_too_late_is_given_up_untried() {
        Actions before = actions();
        decide(before, unlock(Optional.empty()));
        tried(1);
        before.close();

        moveOn(Duration.ofHours(3));
        Actions after = actions();
        device = any -> new Outcome.Done();
        after.load(any -> true);

        isGivenUp(after);
        assertThat(attempts).isEmpty();
    }

    @Test
    void a_command_that_core_command_refuses_for_now_stays_valid_for_as_long_as_it_does_and_so_over_a_restart() {
        device = any -> HELD;
        Actions before = actions();
        Intent heat = decide(before, unlock(Optional.empty()));
        tried(2);
        for (int minutes = 0; minutes < 60; minutes += 4) {
            moveOn(Duration.ofMinutes(4));
            tried(2);
        }
        before.close();

        moveOn(Duration.ofMinutes(4));
        Actions after = actions();
        after.load(any -> true);
        tried(1);
        device = any -> new Outcome.Done();

        await().until(() -> after.figures().done() == 1);
        assertThat(attempts.getLast().id()).isEqualTo(heat.id());
    }

    @Test
    void a_command_whose_rule_says_how_long_is_given_up_also_while_core_command_refuses_it() {
        device = any -> HELD;
        Actions actions = actions();
        decide(actions, unlock(Optional.of(Duration.ofMinutes(1))));
        tried(2);

        moveOn(Duration.ofMinutes(1));

        isGivenUp(actions);
        assertThat(actions.failed().getFirst().reason()).contains("alice holds the device");
    }

    @Test
    void what_was_withdrawn_while_core_command_refused_it_does_not_come_back_from_the_store() {
        device = any -> HELD;
        Actions actions = actions();
        decide(actions, unlock(Optional.empty()));
        tried(2);

        actions.withdraw(any -> true);

        await().until(() -> actions.figures().waiting() == 0);
        assertThat(store.waiting).isEmpty();
    }

    @Test
    void what_has_acted_and_is_only_looked_at_is_looked_at_for_longer_than_it_was_worth_doing() {
        device = any -> new Outcome.Unconfirmed("reads back as shut");
        Actions actions = actions();
        decide(actions, unlock(Optional.empty()));
        await().until(() -> actions.figures().retried() >= 2);

        moveOn(Duration.ofHours(1));
        device = any -> new Outcome.Done();

        await().until(() -> actions.figures().done() == 1);
    }

    @ParameterizedTest
    @MethodSource("acted")
    void what_has_acted_is_only_looked_at_after_a_restart_too_however_late_that_is(Outcome acted) {
        device = any -> acted;
        Actions before = actions();
        decide(before, unlock(Optional.empty()));
        await().until(() -> store.waiting.values().stream()
                .anyMatch(stored -> stored.acted().isPresent()));
        before.close();

        moveOn(Duration.ofHours(3));
        Actions after = actions();
        after.load(any -> true);
        device = any -> new Outcome.Done();

        await().until(() -> after.figures().waiting() == 0);
        assertThat(after.figures().done()).isOne();
        assertThat(attempts).isEmpty();
        assertThat(after.failed()).isEmpty();
        assertThat(store.waiting).isEmpty();
    }

    static List<Outcome> acted() {
        return List.of(new Outcome.Unconfirmed("reads back as shut"), new Outcome.Acted(Duration.ofDays(1)));
    }
}
