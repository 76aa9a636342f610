package io.hearth.rules.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hearth.rules.Given;
import io.hearth.rules.rule.Action;
import io.hearth.rules.store.FencedRedis;
import io.hearth.runtime.redis.RedisBatch;
import io.hearth.runtime.testing.OwnRedis;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Actions that a kill left, with a real Redis: done after the next start, under their ids and in their order. */
class KilledActionsTest {
    @RegisterExtension
    static final OwnRedis REDIS = new OwnRedis();

    private final RedisBatch redis = REDIS.batch();
    private final List<String> done = new CopyOnWriteArrayList<>();

    static Stream<Action> every() {
        return Stream.of(
                new Action.Command("boiler", "control", Map.of("mode", "heat")),
                new Action.Publish("home/x", "x", 1, false),
                new Action.Webhook("https://hooks.example/x", "POST", Map.of(), Optional.of("x"), Optional.empty()),
                new Action.Notify("cold", "", Optional.empty()),
                new Action.Write(Optional.empty(), "cold", true));
    }

    /** Killed before the action is done, and again when it is done and that is not stored. */
    @ParameterizedTest
    @MethodSource("every")
    void an_action_that_a_kill_left_is_done_after_the_next_start_under_its_id(Action action) {
        List<Intent> delivered = new CopyOnWriteArrayList<>();
        Intent intent = Firings.intent(action, 1, "18.5");
        redis.send(RedisOutboxStore.append(List.of(intent)));
        for (Outcome outcome : List.of(new Outcome.Later("killed"), new Outcome.Done())) {
            int before = delivered.size();
            try (Actions process = process(outcome, delivered)) {
                process.load(any -> true);
                await().until(() -> delivered.size() > before);
                await().until(() ->
                        outcome instanceof Outcome.Later || process.figures().waiting() == 0);
            }
        }
        try (Actions process = process(new Outcome.Done(), delivered)) {
            process.load(any -> true);
            assertThat(process.waiting()).isEmpty();
        }

        assertThat(delivered).hasSizeGreaterThan(1).containsOnly(intent);
    }

    private Actions process(Outcome outcome, List<Intent> delivered) {
        Map<Deed.Kind, Courier> all = new EnumMap<>(Deed.Kind.class);
        for (Deed.Kind kind : Deed.Kind.values()) {
            all.put(kind, intent -> {
                delivered.add(intent);
                return outcome;
            });
        }
        return new Actions(
                new Couriers(all),
                new RedisOutboxStore(FencedRedis.open(redis), 10),
                new QuickActions(0, 100),
                Clock.systemUTC());
    }

    @Test
    void what_was_set_aside_keeps_its_order_over_a_kill_and_is_done_once() {
        try (Actions killed = process(true)) {
            decide(killed, "one", "held", "a");
            decide(killed, "two", "other", "b");
            decide(killed, "three", "held", "c");
            await().until(() -> done.contains("other b"));
            decide(killed, "four", "held", "d");
            decide(killed, "five", "other", "e");
            await().until(() -> done.contains("other e") && killed.figures().waiting() == 3);
        }
        try (Actions next = process(false)) {
            next.load(any -> true);
            await().until(() -> next.figures().waiting() == 0);
        }

        assertThat(done).containsExactly("other b", "other e", "held a", "held c", "held d");
        assertThat(new RedisOutboxStore(FencedRedis.open(redis), 10).load()).isEmpty();
    }

    /** One life of the actions, in which the far end refuses the command {@code held} or does not. */
    private Actions process(boolean holds) {
        return new Actions(
                intent -> {
                    if (holds && intent.command().equals("held")) {
                        return new Outcome.Refused("held");
                    }
                    done.add(intent.command() + " " + intent.values().get("mode"));
                    return new Outcome.Done();
                },
                new RedisOutboxStore(FencedRedis.open(redis), 10),
                new QuickActions(0, 100),
                Clock.systemUTC());
    }

    private void decide(Actions process, String rule, String command, String mode) {
        var known = Given.known(Given.rule(rule, Given.below("20")));
        var action = new Action.Command("boiler", command, Map.of("mode", mode));
        Intent intent = Intent.of(known, "livingroom", Given.EPOCH, 0, action, process.nextOrder());
        redis.send(RedisOutboxStore.append(List.of(intent)));
        process.add(List.of(intent));
    }
}
