package io.hearth.rules.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hearth.rules.Given;
import io.hearth.rules.action.Actions;
import io.hearth.rules.action.Intent;
import io.hearth.rules.action.Outcome;
import io.hearth.rules.action.QuickActions;
import io.hearth.rules.action.RedisOutboxStore;
import io.hearth.rules.device.ChangedDevices;
import io.hearth.rules.device.Subjects;
import io.hearth.rules.rule.KnownRule;
import io.hearth.rules.rule.Selector;
import io.hearth.rules.rule.SignalKey;
import io.hearth.rules.store.FencedRedis;
import io.hearth.runtime.redis.TestRedisBatch;
import io.hearth.runtime.testing.RealRedis;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A device leaves the group that a rule is about, while the rule is active for it. */
class LeavingTest {
    private static final KnownRule FROST = Given.known(Given.rule("""
            {"name": "frost", "when": {"profile": "room", "resource": "temperature", "below": 20},
             "then": [{"command": {"command": "heater", "values": {"on": true}}},
                      {"command": {"device": "boiler", "command": "control", "values": {"mode": "heat"}}}],
             "otherwise": [{"command": {"command": "heater", "values": {"on": false}}},
                           {"command": {"device": "boiler", "command": "control", "values": {"mode": "off"}}}]}"""));

    private final RealRedis server = new RealRedis();
    private final Set<String> group = new ConcurrentSkipListSet<>(Set.of("bath"));
    private final Set<String> devices = new ConcurrentSkipListSet<>(Set.of("bath"));
    private final List<String> done = new CopyOnWriteArrayList<>();
    private volatile Predicate<Intent> away = any -> false;
    private Optional<Gate.Refusal> refused = Optional.empty();
    private TestRedisBatch redis;
    private Actions actions;
    private Engine engine;

    @BeforeEach
    void begin() throws Exception {
        server.start();
        redis = new TestRedisBatch(server.port());
        start();
        engine.put(FROST);
    }

    private void start() {
        FencedRedis open = FencedRedis.open(redis.batch());
        Clock clock = Clock.systemUTC();
        actions = new Actions(this::deliver, new RedisOutboxStore(open, 10), new QuickActions(0, 100), clock);
        Subjects subjects = new Subjects() {
            @Override
            public Set<String> of(Selector selector) {
                return Set.copyOf(group);
            }

            @Override
            public boolean exists(String device) {
                return devices.contains(device);
            }
        };
        Evaluator evaluator = new Evaluator(clock, EvaluationSettings.DEFAULT, subjects, Given.EXPRESSIONS);
        engine = new Engine(evaluator, new StateStore(open, 10, 1_000), actions, List.of(), any -> refused, clock);
        engine.load(List.of(FROST));
    }

    private Outcome deliver(Intent intent) {
        if (away.test(intent)) {
            return new Outcome.Later("away");
        }
        done.add(intent.device() + " " + intent.values().values());
        return new Outcome.Done();
    }

    @AfterEach
    void end() throws Exception {
        actions.close();
        redis.close();
        server.close();
    }

    private void isCold() throws InterruptedException {
        measures("15");
    }

    private void measures(String value) throws InterruptedException {
        SignalKey bath = new SignalKey("bath", "temperature");
        engine.handle(List.of(Given.message(bath, Sample.originOf(Instant.now()), value)));
    }

    /** As a rule that feeds itself is, until much later. */
    private void isHeldBack() {
        refused = Optional.of(new Gate.Refusal(
                Transition.HeldBack.LOOP, Optional.of(Instant.now().plusSeconds(3_600))));
    }

    private void leaves() {
        group.remove("bath");
        engine.subjectsChanged(new ChangedDevices(false, Set.of("bath")));
    }

    @Test
    void what_the_rule_does_otherwise_is_done_when_the_device_is_in_the_group_no_more() throws Exception {
        isCold();
        await().until(() -> done.size() == 2);

        leaves();

        await().until(() -> done.size() == 4);
        assertThat(done.subList(2, 4)).containsExactlyInAnyOrder("bath [false]", "boiler [off]");
    }

    @Test
    void a_device_that_is_deleted_is_not_commanded_and_others_are() throws Exception {
        isCold();
        await().until(() -> done.size() == 2);
        devices.remove("bath");

        leaves();

        await().until(() -> done.size() == 3);
        await().until(() -> actions.figures().waiting() == 0);
        assertThat(done.getLast()).isEqualTo("boiler [off]");
    }

    @Test
    void what_waits_for_a_device_that_left_is_withdrawn() throws Exception {
        away = any -> true;
        isCold();
        assertThat(actions.waiting()).hasSize(2);

        leaves();
        away = intent -> intent.values().containsValue(true) || intent.values().containsValue("heat");

        await().until(() -> actions.figures().waiting() == 0);
        assertThat(done).containsExactlyInAnyOrder("bath [false]", "boiler [off]");
    }

    @Test
    void what_waits_and_undoes_what_was_done_is_still_done() throws Exception {
        isCold();
        await().until(() -> done.size() == 2);
        away = any -> true;
        measures("25");
        assertThat(actions.waiting()).hasSize(2);

        leaves();
        away = any -> false;

        await().until(() -> actions.figures().waiting() == 0);
        assertThat(done.subList(2, done.size())).containsExactlyInAnyOrder("bath [false]", "boiler [off]");
    }

    @Test
    void what_waits_for_a_device_that_was_deleted_is_not_done_though_it_undoes_something() throws Exception {
        isCold();
        await().until(() -> done.size() == 2);
        away = any -> true;
        measures("25");
        devices.remove("bath");

        leaves();
        away = any -> false;

        await().until(() -> actions.figures().waiting() == 0);
        assertThat(done.subList(2, done.size())).containsExactly("boiler [off]");
    }

    @Test
    void what_would_put_off_the_next_firing_holds_the_last_one_no_more() throws Exception {
        isCold();
        await().until(() -> done.size() == 2);
        isHeldBack();

        leaves();

        await().until(() -> done.size() == 4);
        assertThat(done.subList(2, 4)).containsExactlyInAnyOrder("bath [false]", "boiler [off]");
    }

    @Test
    void what_was_put_off_when_the_rule_was_over_is_done() throws Exception {
        isCold();
        await().until(() -> done.size() == 2);
        isHeldBack();
        measures("25");
        assertThat(actions.waiting()).isEmpty();

        leaves();

        await().until(() -> done.size() == 4);
        assertThat(done.subList(2, 4)).containsExactlyInAnyOrder("bath [false]", "boiler [off]");
    }

    @Test
    void what_was_never_done_is_not_undone() throws Exception {
        isHeldBack();
        isCold();

        leaves();

        assertThat(engine.status(FROST.id())).isEmpty();
        assertThat(actions.waiting()).isEmpty();
        assertThat(done).isEmpty();
    }

    @Test
    void it_is_done_once_over_a_restart() throws Exception {
        isCold();
        await().until(() -> done.size() == 2);
        leaves();
        await().until(() -> done.size() == 4);
        await().until(() -> actions.figures().waiting() == 0);
        actions.close();

        start();
        engine.subjectsChanged(ChangedDevices.ANY);
        engine.tick();

        assertThat(actions.waiting()).isEmpty();
        assertThat(done).hasSize(4);
    }

    @Test
    void while_the_store_is_away_nothing_is_lost() throws Exception {
        isCold();
        await().until(() -> done.size() == 2);
        server.kill();
        leaves();
        server.start();

        await().ignoreExceptions().until(() -> {
            engine.tick();
            return done.size() == 4;
        });
        assertThat(engine.status(FROST.id())).isEmpty();
    }
}
