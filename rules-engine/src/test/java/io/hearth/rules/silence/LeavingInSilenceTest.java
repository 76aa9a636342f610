package io.hearth.rules.silence;

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
import io.hearth.rules.engine.Engine;
import io.hearth.rules.engine.EvaluationSettings;
import io.hearth.rules.engine.Evaluator;
import io.hearth.rules.engine.Gate;
import io.hearth.rules.engine.StateStore;
import io.hearth.rules.engine.Transition;
import io.hearth.rules.rule.KnownRule;
import io.hearth.rules.rule.Selector;
import io.hearth.rules.rule.SignalKey;
import io.hearth.rules.spec.MovedClock;
import io.hearth.rules.store.FencedRedis;
import io.hearth.runtime.redis.RedisBatch;
import io.hearth.runtime.testing.OwnRedis;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A device leaves the group that a rule is about while a silence holds: what the rule did for it is undone when that ends. */
class LeavingInSilenceTest {
    private static final KnownRule FROST = Given.known(Given.rule("""
            {"name": "frost", "when": {"profile": "room", "resource": "temperature", "below": 20},
             "then": [{"command": {"command": "heater", "values": {"on": true}}},
                      {"command": {"device": "boiler", "command": "control", "values": {"mode": "heat"}}}],
             "otherwise": [{"command": {"command": "heater", "values": {"on": false}}},
                           {"command": {"device": "boiler", "command": "control", "values": {"mode": "off"}}}]}"""));

    @RegisterExtension
    static final OwnRedis REDIS = new OwnRedis();

    private final RedisBatch redis = REDIS.batch();
    private final MovedClock clock = new MovedClock(Given.NOW);
    private final Set<String> group = new ConcurrentSkipListSet<>();
    private final Set<String> devices = new ConcurrentSkipListSet<>();
    private final List<String> done = new CopyOnWriteArrayList<>();
    private Silences silences;
    private HeldBackFirings held;
    private Actions actions;
    private Engine engine;
    private long second;

    @BeforeEach
    void isColdAndThenSilenced() throws Exception {
        redis.send(Request.cmd(Command.FLUSHALL));
        group.add("bath");
        devices.add("bath");
        start();
        measures("15");
        await().until(() -> done.size() == 2);
        done.clear();
        silences.add(List.of(new Silence(
                UUID.randomUUID(),
                new Scope(Optional.of("frost"), Optional.empty(), Optional.empty(), Optional.empty()),
                clock.instant(),
                clock.instant().plus(Duration.ofHours(1)),
                Optional.empty(),
                "person:alice",
                "",
                clock.instant())));
    }

    private void start() {
        FencedRedis open = FencedRedis.open(redis);
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
        silences = new Silences(new SilenceStore(open), new TestBounds(), subjects, clock);
        held = new HeldBackFirings(silences, new HeldBackStore(open), clock);
        actions = new Actions(this::deliver, new RedisOutboxStore(open, 10), new QuickActions(0, 100), clock);
        Gate gate = firing -> silences.admits(firing.rule(), firing.subject())
                ? Optional.empty()
                : Optional.of(new Gate.Refusal(Transition.HeldBack.SILENCED, Optional.empty()));
        Evaluator evaluator = new Evaluator(clock, EvaluationSettings.DEFAULT, subjects, Given.EXPRESSIONS);
        engine = new Engine(evaluator, new StateStore(open, 10, 1_000), actions, List.of(held), gate, clock);
        engine.load(List.of(FROST));
    }

    private Outcome deliver(Intent intent) {
        done.add(intent.device() + " " + intent.values().values());
        return new Outcome.Done();
    }

    @AfterEach
    void end() {
        actions.close();
    }

    private void measures(String value) throws InterruptedException {
        second++;
        clock.to(Given.NOW.plusSeconds(second));
        SignalKey bath = new SignalKey("bath", "temperature");
        engine.handle(List.of(Given.message(bath, Given.EPOCH + second * Given.SECOND, value)));
    }

    private void leaves() {
        group.remove("bath");
        engine.subjectsChanged(new ChangedDevices(false, Set.of("bath")));
        held.tick(engine::makeUp);
        assertThat(actions.waiting()).isEmpty();
        assertThat(done).isEmpty();
    }

    private List<String> doneAtTheEnd() {
        clock.to(clock.instant().plus(Duration.ofHours(1)));
        held.tick(engine::makeUp);
        held.tick(engine::makeUp);
        await().until(() -> actions.figures().waiting() == 0);
        assertThat(held.size()).isZero();
        return done;
    }

    @Test
    void one_for_which_the_rule_was_active() {
        leaves();

        assertThat(doneAtTheEnd()).containsExactlyInAnyOrder("bath [false]", "boiler [off]");
    }

    @Test
    void one_for_which_the_rule_was_over_in_the_silence_already() throws Exception {
        measures("25");
        leaves();

        assertThat(doneAtTheEnd()).containsExactlyInAnyOrder("bath [false]", "boiler [off]");
    }

    @Test
    void over_a_restart() {
        leaves();
        actions.close();
        start();

        assertThat(doneAtTheEnd()).containsExactlyInAnyOrder("bath [false]", "boiler [off]");
    }

    @Test
    void one_that_was_deleted_is_not_commanded_and_others_are() {
        devices.remove("bath");
        leaves();

        assertThat(doneAtTheEnd()).containsExactly("boiler [off]");
    }

    @Test
    void one_that_is_back_and_cold_again_goes_on() throws Exception {
        leaves();
        group.add("bath");
        engine.subjectsChanged(new ChangedDevices(false, Set.of("bath")));
        measures("14");

        assertThat(doneAtTheEnd()).containsExactlyInAnyOrder("bath [true]", "boiler [heat]");
    }
}
