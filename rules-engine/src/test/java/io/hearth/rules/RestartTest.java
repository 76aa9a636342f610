package io.hearth.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hearth.rules.action.Actions;
import io.hearth.rules.action.FailedAction;
import io.hearth.rules.action.Intent;
import io.hearth.rules.action.OutboxStore;
import io.hearth.rules.action.Outcome;
import io.hearth.rules.action.QuickActions;
import io.hearth.rules.action.RedisOutboxStore;
import io.hearth.rules.book.RuleBook;
import io.hearth.rules.book.RuleStore;
import io.hearth.rules.engine.Engine;
import io.hearth.rules.engine.Participant;
import io.hearth.rules.engine.StateStore;
import io.hearth.rules.engine.Transition;
import io.hearth.rules.rule.Rule;
import io.hearth.rules.rule.SignalKey;
import io.hearth.rules.spec.MovedClock;
import io.hearth.rules.spec.SpecCase;
import io.hearth.rules.spec.SpecRules;
import io.hearth.rules.store.FencedRedis;
import io.hearth.runtime.bus.BusMessage;
import io.hearth.runtime.redis.RedisBatch;
import io.hearth.runtime.redis.StoreUnavailable;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The service is killed and started again after every reading of a sequence, at each place where it can be caught, with a
 * real Redis: the device is told the same, nothing twice and nothing missing.
 */
@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
class RestartTest {
    private static final List<String> VALUES =
            List.of("21", "20.2", "19", "18", "NaN", "20.2", "20.6", "19.9", "20.5", "25", "17");
    private static final List<String> EXPECTED = List.of("on", "off", "on", "off", "on");

    private static final Rule COLD = Given.rule(Given.BOILER.replace("\"heat\", \"target\": 23", "\"on\""));

    /** Where the kill catches the service. */
    enum Caught {
        BEFORE_STORING,
        BEFORE_ACKNOWLEDGING,
        BEFORE_COMMANDING,
        BEFORE_NOTING_THAT_THE_COMMAND_WAS_DONE
    }

    @Inject
    RedisBatch redis;

    private final MovedClock clock = new MovedClock(Given.NOW);
    private List<Participant> participants = List.of();

    /** What core-command has done: once per command id, as it does. */
    private final Map<UUID, String> commanded = new LinkedHashMap<>();

    private final List<UUID> asked = new CopyOnWriteArrayList<>();

    @BeforeEach
    void empty() {
        redis.send(Request.cmd(Command.FLUSHALL));
    }

    @ParameterizedTest(name = "killed {0}")
    @CsvSource({"BEFORE_STORING", "BEFORE_ACKNOWLEDGING", "BEFORE_COMMANDING", "BEFORE_NOTING_THAT_THE_COMMAND_WAS_DONE"
    })
    void killed_after_every_reading_the_device_is_told_the_same(Caught caught) throws Exception {
        try (Process first = new Process()) {
            first.start();
            first.book.add(List.of(COLD));
        }

        List<BusMessage> unacknowledged = new ArrayList<>();
        for (int i = 0; i < VALUES.size(); i++) {
            BusMessage message = Given.message(Given.LIVINGROOM, Given.EPOCH + (i + 1) * Given.SECOND, VALUES.get(i));
            unacknowledged.add(message);
            try (Process killed = new Process()) {
                handleUntil(caught, killed, message);
            }
            try (Process next = new Process()) {
                next.start();
                if (caught != Caught.BEFORE_COMMANDING) {
                    // The broker sends all that it got no acknowledgement for, from the beginning.
                    next.engine.handle(unacknowledged);
                }
                await().until(() -> next.actions.figures().waiting() == 0);
            }
        }

        assertThat(commanded.values()).containsExactlyElementsOf(EXPECTED);
    }

    private void handleUntil(Caught caught, Process process, BusMessage message) throws Exception {
        switch (caught) {
            case BEFORE_STORING -> process.start();
            case BEFORE_ACKNOWLEDGING -> {
                process.start();
                process.engine.handle(List.of(message));
            }
            case BEFORE_COMMANDING -> {
                process.commanding = false;
                process.start();
                process.engine.handle(List.of(message));
            }
            case BEFORE_NOTING_THAT_THE_COMMAND_WAS_DONE -> {
                process.noting = false;
                process.start();
                int before = asked.size();
                process.engine.handle(List.of(message));
                await().until(() ->
                        asked.size() > before || process.actions.figures().waiting() == 0);
            }
        }
    }

    @Test
    void without_a_kill_the_device_is_told_what_is_expected() throws Exception {
        try (Process process = new Process()) {
            process.start();
            process.book.add(List.of(COLD));
            List<BusMessage> batch = new ArrayList<>();
            for (int i = 0; i < VALUES.size(); i++) {
                batch.add(Given.message(Given.LIVINGROOM, Given.EPOCH + (i + 1) * Given.SECOND, VALUES.get(i)));
            }

            for (BusMessage message : batch) {
                process.engine.handle(List.of(message));
                await().until(() -> process.actions.figures().waiting() == 0);
            }
        }
        assertThat(commanded.values()).containsExactlyElementsOf(EXPECTED);
    }

    @Test
    void a_batch_that_crosses_back_and_forth_ends_with_the_last_decision() throws Exception {
        try (Process process = new Process()) {
            process.start();
            process.book.add(List.of(Given.rule("cold", Given.below("20"))));

            process.engine.handle(List.of(
                    Given.message(Given.LIVINGROOM, Given.EPOCH + 1, "19"),
                    Given.message(Given.LIVINGROOM, Given.EPOCH + 2, "21"),
                    Given.message(Given.LIVINGROOM, Given.EPOCH + 3, "19"),
                    Given.message(Given.LIVINGROOM, Given.EPOCH + 4, "22")));

            await().until(() -> process.actions.figures().waiting() == 0);
        }
        assertThat(List.copyOf(commanded.values()).getLast()).isEqualTo("off");
    }

    @Test
    void a_rule_deleted_and_made_again_begins_afresh() throws Exception {
        try (Process process = new Process()) {
            process.start();
            process.book.add(List.of(Given.rule("cold", Given.below("20"))));
            process.engine.handle(List.of(Given.message(Given.LIVINGROOM, Given.EPOCH + 1, "19")));
            await().until(() -> process.actions.figures().waiting() == 0);
            process.book.delete("cold");
        }
        try (Process next = new Process()) {
            next.start();
            next.book.add(List.of(Given.rule("cold", Given.below("20"))));

            next.engine.handle(List.of(Given.message(Given.LIVINGROOM, Given.EPOCH + 2, "18")));

            await().until(() -> next.actions.figures().waiting() == 0);
        }
        assertThat(commanded.values()).containsExactly("on", "on");
    }

    /** A rule of the specification by its title. */
    private static Rule specified(String title) {
        return SpecRules.read(SpecCase.all().stream()
                .filter(any -> any.title().equals(title))
                .findFirst()
                .orElseThrow()
                .rule());
    }

    @Test
    void a_hold_survives_a_kill_at_every_second_and_fires_once_at_its_time() throws Exception {
        try (Process first = new Process()) {
            first.start();
            first.book.add(List.of(specified("it must hold for the delay")));
            first.engine.handle(List.of(Given.message(new SignalKey("d", "t"), Given.EPOCH + Given.SECOND, "19")));
        }
        for (int second = 2; second <= 33; second++) {
            clock.to(Given.NOW.plusSeconds(second));
            try (Process next = new Process()) {
                next.start();
                next.engine.tick();
                await().until(() -> next.actions.figures().waiting() == 0);
                // Each start gives news ten seconds to come in.
                assertThat(next.engine.status(idOf(next)).getFirst().state().label())
                        .isEqualTo("PENDING");
            }
        }
        clock.to(Given.NOW.plusSeconds(43));
        try (Process last = new Process()) {
            last.start();
            clock.to(Given.NOW.plusSeconds(53));
            last.engine.tick();
            last.engine.tick();
            await().until(() -> last.actions.figures().waiting() == 0);
        }
        assertThat(commanded.values()).containsExactly("on");
    }

    @Test
    void a_cool_down_counts_though_the_engine_is_killed_as_soon_as_the_command_is_done() throws Exception {
        try (Process first = new Process()) {
            first.start();
            first.book.add(List.of(specified("a cool-down counts from what was done")));
            first.engine.handle(List.of(Given.message(new SignalKey("d", "t"), Given.EPOCH + Given.SECOND, "19")));
            await().until(() -> first.actions.figures().waiting() == 0);
        }
        try (Process next = new Process()) {
            next.start();
            clock.to(Given.NOW.plusSeconds(3));
            next.engine.handle(List.of(
                    Given.message(new SignalKey("d", "t"), Given.EPOCH + 2 * Given.SECOND, "21"),
                    Given.message(new SignalKey("d", "t"), Given.EPOCH + 3 * Given.SECOND, "19")));
            next.engine.tick();
            await().until(() -> next.actions.figures().waiting() == 0);

            clock.to(Given.NOW.plusSeconds(59));
            next.engine.tick();
            await().until(() -> next.actions.figures().waiting() == 0);
            assertThat(commanded.values()).containsExactly("on", "off");
        }
    }

    private static UUID idOf(Process process) {
        return process.book.all().findFirst().orElseThrow().id();
    }

    @Test
    void a_timer_that_cannot_be_stored_is_stored_later_once() throws Exception {
        AtomicInteger refusals = new AtomicInteger(2);
        List<Transition> stored = new ArrayList<>();
        participants = List.of(new Participant() {
            @Override
            public List<Request> toStore(List<Transition> transitions) {
                if (refusals.getAndDecrement() > 0) {
                    throw new StoreUnavailable("away", null);
                }
                return List.of();
            }

            @Override
            public void stored(List<Transition> transitions) {
                stored.addAll(transitions);
            }
        });
        try (Process process = new Process()) {
            process.start();
            process.book.add(List.of(specified("it must hold for the delay")));
            refusals.set(0);
            process.engine.handle(List.of(Given.message(new SignalKey("d", "t"), Given.EPOCH + Given.SECOND, "19")));
            clock.to(Given.NOW.plusSeconds(31));
            refusals.set(2);

            assertThatThrownBy(process.engine::tick).isInstanceOf(StoreUnavailable.class);
            List<BusMessage> warm =
                    List.of(Given.message(new SignalKey("d", "t"), Given.EPOCH + 40 * Given.SECOND, "21"));
            assertThatThrownBy(() -> process.engine.handle(warm)).isInstanceOf(StoreUnavailable.class);
            process.engine.handle(warm);

            await().until(() -> process.actions.figures().waiting() == 0);
        }
        assertThat(stored)
                .extracting(transition ->
                        transition.from().label() + ">" + transition.to().label())
                .containsExactly("UNKNOWN>PENDING", "PENDING>ACTIVE", "ACTIVE>NORMAL");
    }

    private static final SignalKey HELD = new SignalKey("d", "t");

    private static String changed(Transition transition) {
        return transition.subject() + " " + transition.from().label() + ">"
                + transition.to().label();
    }

    @Test
    void a_hold_waits_for_the_readings_that_waited_while_redis_was_away() throws Exception {
        AtomicBoolean away = new AtomicBoolean();
        List<Transition> stored = new ArrayList<>();
        participants = List.of(new Participant() {
            @Override
            public List<Request> toStore(List<Transition> transitions) {
                if (away.get()) {
                    throw new StoreUnavailable("away", null);
                }
                return List.of();
            }

            @Override
            public void stored(List<Transition> transitions) {
                stored.addAll(transitions);
            }
        });
        try (Process process = new Process()) {
            process.start();
            process.book.add(List.of(specified("it must hold for the delay"), Given.rule("cold", Given.below("20"))));
            process.engine.handle(List.of(Given.message(HELD, Given.EPOCH + Given.SECOND, "19")));
            away.set(true);
            List<BusMessage> first = List.of(Given.message(Given.LIVINGROOM, Given.EPOCH + 2 * Given.SECOND, "19"));
            assertThatThrownBy(() -> process.engine.handle(first)).isInstanceOf(StoreUnavailable.class);
            away.set(false);
            clock.to(Given.NOW.plusSeconds(60));

            process.engine.tick();
            process.engine.handle(first);
            process.engine.tick();
            process.engine.handle(List.of(Given.message(HELD, Given.EPOCH + 5 * Given.SECOND, "21")));
            process.engine.handle(List.of(Given.message(HELD, Given.EPOCH + 65 * Given.SECOND, "19")));
            clock.to(Given.NOW.plusSeconds(100));
            process.engine.tick();
        }
        assertThat(stored)
                .extracting(RestartTest::changed)
                .containsExactly(
                        "d UNKNOWN>PENDING",
                        "livingroom UNKNOWN>ACTIVE",
                        "d PENDING>NORMAL",
                        "d NORMAL>PENDING",
                        "d PENDING>ACTIVE");
    }

    @Test
    void a_hold_waits_for_a_broker_that_is_away_but_not_for_ever() throws Exception {
        AtomicBoolean connected = new AtomicBoolean(true);
        try (Process process = new Process()) {
            process.start();
            process.engine.hearsWhile(connected::get);
            process.book.add(List.of(specified("it must hold for the delay")));
            process.engine.handle(List.of(Given.message(HELD, Given.EPOCH + Given.SECOND, "19")));
            connected.set(false);
            process.engine.tick();

            clock.to(Given.NOW.plusSeconds(60));
            process.engine.tick();
            assertThat(stateOf(process)).isEqualTo("PENDING");
            connected.set(true);
            process.engine.tick();
            clock.to(Given.NOW.plusSeconds(69));
            process.engine.tick();
            assertThat(stateOf(process)).isEqualTo("PENDING");
            process.engine.handle(List.of(Given.message(HELD, Given.EPOCH + 5 * Given.SECOND, "21")));
            process.engine.handle(List.of(Given.message(HELD, Given.EPOCH + 69 * Given.SECOND, "19")));

            connected.set(false);
            process.engine.tick();
            clock.to(Given.NOW.plusSeconds(69).plus(Duration.ofMinutes(6)));
            process.engine.tick();
            assertThat(stateOf(process)).isEqualTo("ACTIVE");
        }
    }

    private static String stateOf(Process process) {
        return process.engine.status(idOf(process)).getFirst().state().label();
    }

    /** One life of the service on the common Redis, without a bus. */
    private final class Process implements AutoCloseable {
        private volatile boolean commanding = true;
        private volatile boolean noting = true;
        private final Actions actions = new Actions(this::command, new Noting(), new QuickActions(0, 100), clock);
        private final Engine engine = new Engine(
                Given.evaluator(clock), new StateStore(FencedRedis.open(redis), 100), actions, participants, clock);
        private final RuleBook book = RuleBook.own(new RuleStore(FencedRedis.open(redis)), clock, 10);

        void start() {
            actions.listen(new CoolDowns(engine));
            book.open(engine);
        }

        private Outcome command(Intent intent) {
            if (!commanding) {
                return new Outcome.Later("killed");
            }
            synchronized (commanded) {
                commanded.putIfAbsent(intent.id(), (String) intent.values().get("mode"));
            }
            asked.add(intent.id());
            return new Outcome.Done();
        }

        @Override
        public void close() {
            actions.close();
        }

        private final class Noting implements OutboxStore {
            private final OutboxStore inRedis = new RedisOutboxStore(FencedRedis.open(redis), 10);

            @Override
            public List<Intent> load() {
                return inRedis.load();
            }

            @Override
            public void remove(Collection<Intent> intents) {
                if (!noting && !intents.isEmpty()) {
                    throw new StoreUnavailable("killed", null);
                }
                inRedis.remove(intents);
            }

            @Override
            public void keep(Intent intent) {
                inRedis.keep(intent);
            }

            @Override
            public void giveUp(FailedAction failed) {
                inRedis.giveUp(failed);
            }

            @Override
            public List<FailedAction> failed() {
                return inRedis.failed();
            }
        }
    }
}
