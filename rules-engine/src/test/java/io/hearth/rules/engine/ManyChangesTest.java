package io.hearth.rules.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hearth.rules.Given;
import io.hearth.rules.action.Actions;
import io.hearth.rules.action.Outcome;
import io.hearth.rules.action.QuickActions;
import io.hearth.rules.action.RedisOutboxStore;
import io.hearth.rules.rule.Firing;
import io.hearth.rules.rule.KnownRule;
import io.hearth.rules.rule.SignalKey;
import io.hearth.rules.spec.MovedClock;
import io.hearth.rules.store.FencedRedis;
import io.hearth.runtime.bus.BusMessage;
import io.hearth.runtime.redis.StoreUnavailable;
import io.hearth.runtime.redis.TestRedisBatch;
import io.hearth.runtime.testing.RealRedis;
import io.vertx.mutiny.redis.client.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Readings or moments that change more than one transaction takes are stored in several, and all of it happens once. */
class ManyChangesTest {
    private static final int RULES = 45;
    private static final int RULES_OF_EACH = 5;
    private static final int AT_ONCE = 10;
    private static final List<KnownRule> COLD = rules("");
    private static final List<KnownRule> COLD_FOR_LONG = rules(", \"onDelay\": \"1m\"");

    private final RealRedis server = new RealRedis();
    private final MovedClock clock = new MovedClock(Given.NOW);
    private final List<UUID> done = new CopyOnWriteArrayList<>();
    /** How many transitions were in each transaction. */
    private final List<Integer> transactions = new ArrayList<>();

    private int refused = Integer.MAX_VALUE;
    private Optional<RuntimeException> unforeseen = Optional.empty();
    private TestRedisBatch redis;
    private Actions actions;
    private Engine engine;

    private static List<KnownRule> rules(String more) {
        return IntStream.range(0, RULES)
                .mapToObj(number -> Given.known(Given.rule("""
                        {"name": "cold-%d", "when": {"device": "%s", "resource": "temperature", "below": 20%s},
                         "then": [{"command": {"device": "boiler", "command": "control", "values": {"mode": "heat"}}}]}""".formatted(number, room(number / RULES_OF_EACH), more))))
                .toList();
    }

    private static String room(int number) {
        return "room-" + number;
    }

    /** Stores nothing itself. */
    private final class Counting implements Participant {
        @Override
        public List<Request> toStore(List<Transition> transitions) {
            if (transactions.size() == refused) {
                throw new StoreUnavailable("away", null);
            }
            return List.of();
        }

        @Override
        public void stored(List<Transition> transitions) {
            transactions.add(transitions.size());
        }

        @Override
        public void seen(List<Sample> samples) {
            unforeseen.ifPresent(what -> {
                throw what;
            });
        }
    }

    @BeforeEach
    void begin() {
        server.start();
        redis = new TestRedisBatch(server.port());
    }

    private void start(List<KnownRule> rules) {
        FencedRedis open = FencedRedis.open(redis.batch());
        actions = new Actions(
                intent -> {
                    done.add(intent.ruleId());
                    return new Outcome.Done();
                },
                new RedisOutboxStore(open, 10),
                new QuickActions(0, 100),
                clock);
        engine = new Engine(
                Given.evaluator(clock), new StateStore(open, 10, AT_ONCE), actions, List.of(new Counting()), clock);
        engine.load(rules);
    }

    @AfterEach
    void end() throws Exception {
        if (actions != null) {
            actions.close();
        }
        redis.close();
        server.close();
    }

    /** All rooms in one batch. */
    private static List<BusMessage> cold() {
        return IntStream.range(0, RULES / RULES_OF_EACH)
                .mapToObj(number -> Given.message(
                        new SignalKey(room(number), "temperature"), Sample.originOf(Given.NOW) + number, "15"))
                .toList();
    }

    private void eachHasActedOnce() {
        await().until(() -> done.size() >= RULES && actions.figures().waiting() == 0);
        assertThat(done).hasSize(RULES).doesNotHaveDuplicates();
    }

    @Test
    void readings_that_many_rules_wait_for_take_several_transactions() throws Exception {
        start(COLD);

        engine.handle(cold());

        assertThat(transactions).containsExactly(10, 10, 10, 10, 5);
        eachHasActedOnce();
    }

    @Test
    void readings_that_only_windows_look_at_count_too() {
        Evaluator evaluator = Given.evaluator(clock);
        List<Sample> samples = new ArrayList<>();
        for (int number = 0; number < RULES; number++) {
            evaluator.put(Given.known(Given.rule("""
                    {"name": "cold-%d", "when": {"device": "%s", "resource": "temperature", "below": 20,
                     "window": {"function": "avg", "duration": "5m"}},
                     "then": [{"command": {"device": "boiler", "command": "control", "values": {"mode": "heat"}}}]}""".formatted(number, room(number)))));
            samples.addAll(Given.samples(
                    new SignalKey(room(number), "temperature"), Sample.originOf(Given.NOW) + number, "25"));
        }
        evaluator.advance(Given.NOW, new Changes());
        Pass pass = new Pass(samples);
        Changes some = new Changes(AT_ONCE);

        evaluator.evaluate(pass, some);

        assertThat(some.through()).hasSize(AT_ONCE);
        assertThat(pass.hasNext()).isTrue();
    }

    @Test
    void that_nothing_is_stored_at_once_is_refused() {
        FencedRedis open = FencedRedis.open(redis.batch());
        assertThatThrownBy(() -> new StateStore(open, 10, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("hearth.rules.evaluation.changes-at-once is 0");
    }

    @Test
    void moments_that_many_rules_wait_for_take_several_transactions() throws Exception {
        start(COLD_FOR_LONG);
        engine.handle(cold());
        transactions.clear();
        clock.to(Given.NOW.plusSeconds(61));

        engine.tick();

        assertThat(transactions).containsExactly(10, 10, 10, 10, 5);
        eachHasActedOnce();
    }

    @Test
    void when_the_store_goes_away_in_between_the_rest_is_stored_when_it_is_back() throws Exception {
        start(COLD);
        refused = 2;
        assertThatThrownBy(() -> engine.handle(cold())).isInstanceOf(StoreUnavailable.class);
        assertThat(transactions).containsExactly(10, 10);

        refused = Integer.MAX_VALUE;
        engine.handle(cold());

        assertThat(transactions).containsExactly(10, 10, 10, 10, 5);
        eachHasActedOnce();
    }

    @Test
    void what_is_stored_by_a_tick_when_the_store_is_back_is_not_evaluated_again() throws Exception {
        start(COLD);
        refused = 2;
        assertThatThrownBy(() -> engine.handle(cold())).isInstanceOf(StoreUnavailable.class);

        refused = Integer.MAX_VALUE;
        engine.tick();
        engine.handle(cold());

        assertThat(transactions.stream().mapToInt(Integer::intValue).sum()).isEqualTo(RULES);
        eachHasActedOnce();
    }

    @Test
    void one_that_is_killed_in_between_goes_on_when_the_readings_come_again() throws Exception {
        start(COLD);
        refused = 2;
        assertThatThrownBy(() -> engine.handle(cold())).isInstanceOf(StoreUnavailable.class);
        actions.close();

        refused = Integer.MAX_VALUE;
        start(COLD);
        engine.handle(cold());

        assertThat(transactions.stream().mapToInt(Integer::intValue).sum()).isEqualTo(RULES);
        eachHasActedOnce();
    }

    private static long moment(int number) {
        return Sample.originOf(Given.NOW) - 1_000 + number;
    }

    /** Before {@link #cold}. */
    private static BusMessage warm(int number, int moment) {
        return Given.message(new SignalKey(room(number), "temperature"), moment(moment), "25");
    }

    /** The rules know where their rooms are: nothing comes of readings that say the same. */
    private void startAtEase() throws Exception {
        start(COLD);
        engine.handle(List.of(warm(0, 0), warm(1, 0)));
        transactions.clear();
    }

    private long storedOf(int room) {
        return new StateStore(FencedRedis.open(redis.batch()), 10, AT_ONCE)
                        .load()
                        .readings()
                        .get(new SignalKey(room(room), "temperature"))
                        .origin()
                - moment(0);
    }

    @Test
    void readings_of_which_nothing_comes_are_stored_with_what_comes_next() throws Exception {
        startAtEase();

        assertThat(engine.take(List.of(warm(0, 1), warm(1, 1)))).isFalse();
        assertThat(engine.take(List.of(warm(1, 2)))).isFalse();
        assertThat(storedOf(1)).isEqualTo(0);
        assertThat(engine.take(List.of(cold().getFirst()))).isTrue();

        assertThat(storedOf(1)).isEqualTo(2);
        assertThat(transactions).containsExactly(RULES_OF_EACH);
    }

    @Test
    void readings_of_which_nothing_comes_are_stored_when_it_is_asked_for() throws Exception {
        startAtEase();
        assertThat(engine.take(List.of(warm(0, 1)))).isFalse();

        engine.store();

        assertThat(storedOf(0)).isEqualTo(1);
        assertThat(engine.take(List.of(warm(0, 1)))).as("it comes again").isTrue();
    }

    @Test
    void one_that_is_killed_before_they_are_stored_takes_them_again() throws Exception {
        startAtEase();
        assertThat(engine.take(List.of(warm(0, 1)))).isFalse();
        actions.close();

        start(COLD);
        assertThat(engine.take(List.of(warm(0, 1)))).as("it is new again").isFalse();
        engine.handle(cold());

        eachHasActedOnce();
    }

    @Test
    void one_who_cannot_bear_readings_keeps_them_from_no_rule() throws Exception {
        unforeseen = Optional.of(new ArithmeticException("nobody foresaw this"));
        start(COLD);

        engine.handle(cold());

        eachHasActedOnce();
    }

    @Test
    void what_is_decided_before_a_decision_breaks_off_is_done() throws Exception {
        start(COLD);
        engine.handle(cold());
        eachHasActedOnce();
        List<Firing> heldBack = COLD.subList(0, 2).stream()
                .map(rule -> new Firing(rule, room(0), Firing.Kind.RAISED, Given.NOW, Optional.empty(), "", Map.of()))
                .toList();

        assertThatThrownBy(() -> engine.makeUp(heldBack, firing -> {
                    if (firing.rule().equals(COLD.get(1))) {
                        throw new ArithmeticException("nobody foresaw this");
                    }
                    return true;
                }))
                .isInstanceOf(ArithmeticException.class);
        engine.tick();

        await().until(() -> done.size() > RULES);
        assertThat(done).hasSize(RULES + 1).endsWith(COLD.getFirst().id());
    }
}
