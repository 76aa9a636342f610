package io.hearth.rules.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hearth.rules.rule.Action;
import io.hearth.runtime.redis.StoreUnavailable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Kinds of actions beside each other. */
class KindsTest {
    private final MemoryStore store = new MemoryStore();
    private final List<String> done = new CopyOnWriteArrayList<>();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final CountDownLatch slow = new CountDownLatch(1);
    private final List<Actions> opened = new ArrayList<>();
    private volatile Function<Intent, Outcome> outcome = intent -> new Outcome.Done();
    private volatile Function<Intent, Outcome> look = intent -> new Outcome.Done();
    private long second;

    private final class FarEnd implements Courier {
        @Override
        public Outcome deliver(Intent intent) {
            if (intent.deed().target().startsWith("slow")) {
                await().until(() -> slow.getCount() == 0);
            }
            Outcome made = outcome.apply(intent);
            if (made instanceof Outcome.Done) {
                done.add(intent.deed().target());
            }
            return made;
        }

        @Override
        public Outcome lookAt(Intent intent) {
            return look.apply(intent);
        }
    }

    private final ActionListener listener = new ActionListener() {
        @Override
        public void done(Intent intent, Instant at) {
            tell("done", intent);
        }

        @Override
        public void failed(FailedAction failed) {
            tell("failed", failed.action());
        }

        @Override
        public void unconfirmed(Intent intent, String reason) {
            tell("unconfirmed", intent);
        }

        private void tell(String what, Intent intent) {
            boolean isStored = store.waiting.containsKey(intent.id());
            told.add(what + " " + intent.deed().target() + (isStored ? ", still stored" : ""));
            throw new IllegalStateException("a listener that fails");
        }
    };

    private Actions actions(Map<String, String> settings) {
        Map<String, String> quick = new HashMap<>(Map.of("first-retry", "5ms", "longest-retry", "20ms"));
        quick.putAll(settings);
        Actions actions = new Actions(new FarEnd(), store, QuickActions.configured(quick), Clock.systemUTC());
        actions.listen(listener);
        opened.add(actions);
        return actions;
    }

    @AfterEach
    void close() {
        slow.countDown();
        opened.forEach(Actions::close);
    }

    private Intent decide(Actions actions, Action action) {
        return decide(actions, "cold", action);
    }

    private Intent decide(Actions actions, String rule, Action action) {
        Intent intent =
                Intent.of(Firings.of(Firings.rule(rule, action), ++second, "18"), 0, action, actions.nextOrder());
        store.waiting.put(intent.id(), intent);
        actions.add(List.of(intent));
        return intent;
    }

    private static Action webhook(String host) {
        return new Action.Webhook("https://" + host + "/x", "POST", Map.of(), Optional.empty(), Optional.empty());
    }

    private static Action command(String device) {
        return new Action.Command(device, "control", Map.of("mode", "heat"));
    }

    private static Action publish(String topic) {
        return new Action.Publish(topic, "x", 1, false);
    }

    @Test
    void hosts_that_do_not_answer_delay_no_command_though_they_fill_their_places() {
        Actions actions = actions(Map.of("webhook.in-flight", "2", "in-flight", "2"));
        for (int i = 0; i < 5; i++) {
            decide(actions, webhook("slow-" + i));
        }

        decide(actions, command("boiler"));
        decide(actions, publish("home/x"));

        await().until(() -> done.containsAll(List.of("boiler", "home/x")));
        assertThat(actions.figures(Deed.Kind.WEBHOOK).waiting()).isEqualTo(5);
        await().until(() -> actions.figures(Deed.Kind.COMMAND).done() == 1);
    }

    @Test
    void what_goes_to_one_target_keeps_its_order_and_supersedes_nothing() {
        Actions actions = actions(Map.of());
        List<String> payloads = new CopyOnWriteArrayList<>();
        outcome = intent -> {
            payloads.add(((Deed.Publish) intent.deed()).payload());
            return new Outcome.Done();
        };

        for (int i = 0; i < 5; i++) {
            decide(actions, new Action.Publish("home/x", "" + i, 1, false));
        }

        await().until(() -> actions.figures().waiting() == 0);
        assertThat(payloads).containsExactly("0", "1", "2", "3", "4");
    }

    @Test
    void of_what_waits_for_one_target_the_oldest_is_given_up_when_there_is_too_much() {
        Actions actions = actions(Map.of("publish.capacity", "2"));
        outcome = intent -> new Outcome.Later("away");
        for (int i = 0; i < 5; i++) {
            decide(actions, publish("home/x"));
        }

        assertThat(actions.figures(Deed.Kind.PUBLISH).waiting()).isEqualTo(2);
        assertThat(actions.figures(Deed.Kind.PUBLISH).failed()).isEqualTo(3);
        assertThat(actions.figures().waiting()).isEqualTo(2);
        assertThat(actions.failed())
                .allSatisfy(failed -> assertThat(failed.reason()).contains("more than 2"));
    }

    @Test
    void a_request_that_fails_for_too_long_is_given_up_and_the_next_one_goes_on() {
        Actions actions = actions(Map.of("webhook.max-age", "50ms"));
        outcome = intent -> intent.order() == 1 ? new Outcome.Later("answered 500") : new Outcome.Done();

        decide(actions, webhook("hooks"));
        decide(actions, webhook("hooks"));

        await().until(() -> done.contains("hooks"));
        assertThat(actions.failed()).singleElement().satisfies(failed -> assertThat(failed.reason())
                .isEqualTo("answered 500"));
    }

    @Test
    void a_pause_that_the_far_end_asks_for_is_kept() {
        Actions actions = actions(Map.of());
        outcome = intent -> new Outcome.Later("answered 429", Optional.of(Duration.ofMinutes(1)));

        decide(actions, webhook("hooks"));

        await().until(() -> actions.figures().retried() == 1);
        await().during(Duration.ofMillis(100)).until(() -> actions.figures().retried() == 1);
    }

    @Test
    void what_becomes_of_an_action_is_told_when_it_is_stored_and_a_listener_that_fails_stops_nothing() {
        Actions actions = actions(Map.of());
        outcome = intent -> intent.deed().target().equals("bad") ? new Outcome.Never("no") : new Outcome.Done();

        decide(actions, publish("bad"));
        decide(actions, publish("good"));

        await().until(() -> told.size() == 2);
        assertThat(told).containsExactlyInAnyOrder("failed bad", "done good");
    }

    @Test
    void what_is_proved_later_is_done_once_and_holds_up_nothing() {
        Actions actions = actions(Map.of());
        outcome = intent ->
                intent.command().equals("bolt") ? new Outcome.Acted(Duration.ofMinutes(1)) : new Outcome.Done();
        look = intent -> new Outcome.Acted(Duration.ofMinutes(1));
        Intent bolt = decide(actions, new Action.Command("lock", "bolt", Map.of("closed", true)));
        decide(actions, "dark", new Action.Command("lock", "light", Map.of("on", true)));
        await().until(() -> done.equals(List.of("lock")));

        look = intent -> new Outcome.Done();
        await().until(() -> {
            actions.lookNow(bolt);
            return actions.figures().waiting() == 0;
        });

        await().until(() -> told.equals(List.of("done lock", "done lock")));
    }

    @Test
    void what_is_not_proved_in_time_is_told_as_unconfirmed_and_is_no_success() {
        Actions actions = actions(Map.of());
        outcome = intent -> new Outcome.Acted(Duration.ofMillis(1));
        look = intent -> new Outcome.Disobeyed("reads 'false'");

        decide(actions, new Action.Command("lock", "bolt", Map.of("closed", true)));

        await().until(() -> !actions.failed().isEmpty());
        assertThat(told).containsExactly("unconfirmed lock, still stored");
        assertThat(actions.failed()).singleElement().satisfies(failed -> assertThat(failed.reason())
                .isEqualTo("reads 'false'"));
        assertThat(actions.figures().done()).isZero();
    }

    @Test
    void a_lock_that_did_not_obey_is_told_of_until_somebody_could_keep_it_and_only_then_given_up() {
        Actions actions = actions(Map.of());
        List<Integer> failedWhenTold = new CopyOnWriteArrayList<>();
        actions.listen(new ActionListener() {
            @Override
            public void done(Intent intent, Instant at) {}

            @Override
            public void failed(FailedAction failed) {}

            @Override
            public void unconfirmed(Intent intent, String reason) {
                failedWhenTold.add(actions.failed().size());
                if (failedWhenTold.size() < 3) {
                    throw new StoreUnavailable("away", null);
                }
            }
        });
        outcome = intent -> new Outcome.Acted(Duration.ofMillis(1));
        look = intent -> new Outcome.Disobeyed("reads 'false'");

        decide(actions, new Action.Command("lock", "bolt", Map.of("closed", true)));

        await().until(() -> actions.failed().size() == 1);
        assertThat(failedWhenTold).containsExactly(0, 0, 0);
        assertThat(told).containsExactly("unconfirmed lock, still stored");
    }

    @Test
    void that_something_is_done_is_told_until_it_could_be_kept_and_one_who_fails_otherwise_holds_up_nothing() {
        Actions actions = actions(Map.of());
        AtomicInteger times = new AtomicInteger();
        actions.listen(new ActionListener() {
            @Override
            public void succeeds(Intent intent, Instant at) {
                switch (times.incrementAndGet()) {
                    case 1, 2 -> throw new StoreUnavailable("away", null);
                    default -> throw new IllegalStateException("nobody foresaw this");
                }
            }

            @Override
            public void done(Intent intent, Instant at) {}

            @Override
            public void failed(FailedAction failed) {}

            @Override
            public void unconfirmed(Intent intent, String reason) {}
        });

        decide(actions, new Action.Command("lock", "bolt", Map.of("closed", true)));

        await().atMost(Duration.ofSeconds(5)).until(() -> actions.figures().waiting() == 0);
        assertThat(times).hasValue(3);
        assertThat(told).containsExactly("done lock");
    }
}
