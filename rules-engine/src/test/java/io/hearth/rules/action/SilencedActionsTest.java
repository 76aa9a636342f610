package io.hearth.rules.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hearth.rules.rule.Action;
import io.hearth.rules.spec.MovedClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What waits when a silence begins waits until it ends, and nothing else waits for it. */
class SilencedActionsTest {
    private static final Duration LONGER_THAN_ANY = Duration.ofHours(3);

    private final MemoryStore store = new MemoryStore();
    private final MovedClock clock = new MovedClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final List<String> attempts = new CopyOnWriteArrayList<>();
    private final Set<String> silenced = ConcurrentHashMap.newKeySet();
    private volatile Outcome outcome = new Outcome.Later("no reply");
    private Actions actions = actions();
    private long second;

    private Actions actions() {
        Actions begun = new Actions(
                intent -> {
                    attempts.add(intent.rule());
                    return outcome;
                },
                store,
                new QuickActions(0, 1000),
                clock);
        begun.ask(intent -> silenced.contains(intent.rule()) ? Optional.of("a silence holds") : Optional.empty());
        return begun;
    }

    @AfterEach
    void close() {
        actions.close();
    }

    private Intent decide(String rule, Optional<Duration> validFor) {
        Action heat = new Action.Command(
                Optional.of("boiler"), "control", Map.of("mode", "heat"), Optional.empty(), validFor);
        Intent intent = actions.decide(Firings.of(Firings.rule(rule, heat), ++second, "1"))
                .getFirst();
        store.waiting.put(intent.id(), intent);
        actions.add(List.of(intent));
        return intent;
    }

    private void decide(String rule) {
        decide(rule, Optional.empty());
    }

    /** From now on nothing of it is tried: what it is told of comes past the attempt under way. */
    private void silence(String rule) {
        silenced.add(rule);
        int before = attempts.size();
        await().during(Duration.ofMillis(100)).until(() -> attempts.size() <= before + 1);
    }

    @Test
    void it_is_not_tried_in_a_silence_and_tried_after_it() {
        decide("cold");
        await().until(() -> attempts.size() > 2);
        silence("cold");
        assertThat(actions.silenced(actions.waiting().getFirst())).contains("a silence holds");

        outcome = new Outcome.Done();
        silenced.clear();

        await().until(() -> actions.figures().done() == 1);
        assertThat(actions.figures().failed()).isZero();
    }

    @Test
    void what_others_decide_for_the_device_goes_past_it() {
        silenced.add("cold");
        decide("cold");
        await().until(() -> actions.silenced(actions.waiting().getFirst()).isPresent());
        outcome = new Outcome.Done();

        decide("frost");

        await().until(() -> actions.figures().done() == 1);
        assertThat(attempts).containsExactly("frost");
        assertThat(actions.figures().waiting()).isOne();
    }

    @Test
    void it_is_worth_doing_for_as_long_as_the_silence_lasts_also_over_a_restart() {
        decide("cold");
        await().until(() -> attempts.size() > 2);
        silence("cold");

        clock.to(clock.instant().plus(LONGER_THAN_ANY));
        await().until(() -> store.waiting.values().stream()
                .allMatch(kept -> kept.validity().orElseThrow().since().equals(clock.instant())));
        actions.close();
        actions = actions();
        outcome = new Outcome.Done();
        actions.load(any -> true);
        silenced.clear();

        await().until(() -> actions.figures().done() == 1);
        assertThat(store.given).isEmpty();
    }

    @Test
    void what_its_rule_says_of_its_time_holds_in_a_silence_too() {
        silenced.add("cold");
        decide("cold", Optional.of(Duration.ofSeconds(30)));

        clock.to(clock.instant().plusSeconds(30));

        await().until(() -> actions.failed().size() == 1);
        assertThat(attempts).isEmpty();
    }

    @Test
    void it_is_withdrawn_as_any_other() {
        silenced.add("cold");
        decide("cold");

        actions.withdraw(any -> true);

        await().until(() -> actions.figures().waiting() == 0);
        assertThat(store.waiting).isEmpty();
        silenced.clear();
        outcome = new Outcome.Done();
        decide("cold");
        await().until(() -> actions.figures().done() == 1);
    }
}
