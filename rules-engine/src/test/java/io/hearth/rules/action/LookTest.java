package io.hearth.rules.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hearth.rules.Given;
import io.hearth.rules.rule.Action;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Actions that acted and are not confirmed are looked at again beside the line of their device. */
class LookTest {
    private final MemoryStore store = new MemoryStore();
    private final List<String> done = new CopyOnWriteArrayList<>();
    private final List<String> looked = new CopyOnWriteArrayList<>();
    private volatile boolean shows;
    private volatile CountDownLatch looks = new CountDownLatch(0);
    private volatile Function<Intent, Outcome> others = intent -> new Outcome.Done();
    private long second;

    @Test
    void the_line_goes_on_and_what_is_confirmed_later_is_done_once() {
        try (Actions actions = actions(0)) {
            decide(actions, "one", "valve", "position", 1);
            decide(actions, "two", "lamp", "light", 2);
            await().until(() -> done.equals(List.of("valve 1", "lamp 2")) && looked.size() > 1);
            await().until(() -> store.waiting.size() == 1);

            shows = true;

            await().until(() -> actions.figures().waiting() == 0);
            assertThat(done).containsExactly("valve 1", "lamp 2");
            assertThat(store.waiting).isEmpty();
        }
    }

    @Test
    void what_sets_the_same_resource_later_goes_on_and_what_it_has_overtaken_never_acts_again() {
        try (Actions actions = actions(0)) {
            decide(actions, "one", "valve", "position", 1);
            await().until(() -> !looked.isEmpty());
            decide(actions, "two", "other", "position", 2);

            await().until(() -> actions.figures().waiting() == 0);
            assertThat(done).containsExactly("valve 1", "other 2");
            // Nor after a kill: it is out of the store.
            assertThat(store.waiting).isEmpty();
        }
    }

    @Test
    void of_several_unconfirmed_commands_to_one_resource_only_the_last_is_looked_at() {
        try (Actions actions = actions(0)) {
            for (int value = 1; value <= 4; value++) {
                decide(actions, "rule-" + value, "valve", "position", value);
            }
            await().until(() -> done.size() == 4 && actions.figures().waiting() == 1);
            shows = true;

            await().until(() -> actions.figures().waiting() == 0);
            assertThat(done).containsExactly("valve 1", "valve 2", "valve 3", "valve 4");
        }
    }

    @Test
    void what_is_looked_at_too_often_is_given_up() {
        try (Actions actions = actions(3)) {
            decide(actions, "one", "valve", "position", 1);

            await().until(() -> actions.figures().waiting() == 0);
            assertThat(actions.failed()).hasSize(1);
            assertThat(done).containsExactly("valve 1");
            assertThat(looked).hasSize(2);
        }
    }

    @Test
    void what_is_overtaken_while_the_store_is_away_leaves_it_before_what_has_overtaken_it() {
        try (Actions actions = actions(0)) {
            decide(actions, "one", "valve", "position", 1);
            await().until(() -> !looked.isEmpty());
            store.away = true;
            decide(actions, "two", "other", "position", 2);
            await().until(() -> store.refused.get() > 1);
            store.away = false;

            await().until(() -> actions.figures().waiting() == 0);
            assertThat(store.waiting).isEmpty();
            assertThat(store.removed.stream().map(LookTest::said).distinct()).containsExactly("valve 1", "other 2");
        }
    }

    @Test
    void one_that_is_just_being_looked_at_leaves_the_store_before_what_has_overtaken_it() {
        looks = new CountDownLatch(1);
        try (Actions actions = actions(0)) {
            decide(actions, "one", "valve", "position", 1);
            await().until(() -> !looked.isEmpty());
            decide(actions, "two", "other", "position", 2);
            await().until(() -> actions.figures().waiting() == 1);

            // The look goes on, and killed now nothing would act again.
            assertThat(store.waiting).isEmpty();
            assertThat(store.removed).extracting(LookTest::said).startsWith("valve 1");
            looks.countDown();
            await().until(() -> actions.figures().waiting() == 0);
            assertThat(looked).containsExactly("valve 1");
            assertThat(done).containsExactly("valve 1", "other 2");
        }
    }

    @Test
    void what_has_acted_and_is_given_up_has_overtaken_what_it_set_too() {
        looks = new CountDownLatch(1);
        AtomicInteger tried = new AtomicInteger();
        others = intent ->
                tried.incrementAndGet() < 3 ? new Outcome.Later("no reply") : new Outcome.Unconfirmed("shows 0");
        try (Actions actions = actions(3)) {
            decide(actions, "one", "valve", "position", 1);
            await().until(() -> !looked.isEmpty());
            decide(actions, "two", "other", "position", 2);
            await().until(() -> actions.figures().waiting() == 1);

            assertThat(actions.failed()).singleElement().satisfies(failed -> assertThat(said(failed.action()))
                    .isEqualTo("other 2"));
            assertThat(store.waiting).isEmpty();
            looks.countDown();
            await().until(() -> actions.figures().waiting() == 0);
            assertThat(actions.failed()).hasSize(1);
        }
    }

    /** The valve does not show what it was told until it is to; all else is done at once. */
    private Actions actions(int maxAttempts) {
        Courier courier = new Courier() {
            @Override
            public Outcome deliver(Intent intent) {
                done.add(said(intent));
                return outcome(intent);
            }

            @Override
            public Outcome lookAt(Intent intent) {
                looked.add(said(intent));
                await().until(() -> looks.getCount() == 0);
                return outcome(intent);
            }
        };
        return new Actions(courier, store, new QuickActions(maxAttempts, 100), Clock.systemUTC());
    }

    private Outcome outcome(Intent intent) {
        if (!intent.command().equals("valve")) {
            return others.apply(intent);
        }
        return shows ? new Outcome.Done() : new Outcome.Unconfirmed("shows 0");
    }

    private static String said(Intent intent) {
        return intent.command() + " " + intent.values().values().iterator().next();
    }

    private void decide(Actions actions, String rule, String command, String resource, int value) {
        var known = Given.known(Given.rule(rule, Given.below("20")));
        var action = new Action.Command("boiler", command, Map.of(resource, value));
        Intent intent =
                Intent.of(known, "livingroom", Given.EPOCH + ++second * Given.SECOND, 0, action, actions.nextOrder());
        store.waiting.put(intent.id(), intent);
        actions.add(List.of(intent));
    }
}
