package io.hearth.rules;

import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import io.hearth.contracts.bus.EnvelopeCodec;
import io.hearth.contracts.codec.Json;
import io.hearth.contracts.event.AddEventRequest;
import io.hearth.contracts.event.Event;
import io.hearth.contracts.event.EventResponse;
import io.hearth.contracts.event.Reading;
import io.hearth.contracts.event.ReadingValue;
import io.hearth.contracts.value.ValueType;
import io.hearth.rules.action.ActionListener;
import io.hearth.rules.action.Actions;
import io.hearth.rules.action.Courier;
import io.hearth.rules.action.Couriers;
import io.hearth.rules.action.Deed;
import io.hearth.rules.action.FailedAction;
import io.hearth.rules.action.Firings;
import io.hearth.rules.action.Intent;
import io.hearth.rules.action.Outcome;
import io.hearth.rules.action.QuickActions;
import io.hearth.rules.action.RedisOutboxStore;
import io.hearth.rules.action.bus.PublishCourier;
import io.hearth.rules.action.bus.TopicPolicy;
import io.hearth.rules.alarm.Alarm;
import io.hearth.rules.alarm.Kind;
import io.hearth.rules.book.RuleBook;
import io.hearth.rules.rule.Action;
import io.hearth.rules.rule.KnownRule;
import io.hearth.rules.rule.SignalKey;
import io.hearth.rules.store.FencedRedis;
import io.hearth.runtime.bus.Bus;
import io.hearth.runtime.bus.BusMessage;
import io.hearth.runtime.bus.Listener;
import io.hearth.runtime.redis.RedisBatch;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The kinds of actions with a real broker and a real Redis. */
@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
class KindsOfActionTest {
    @Inject
    Bus bus;

    @Inject
    RuleBook book;

    @Inject
    Actions actions;

    @Inject
    RulesEngine service;

    @Inject
    RedisBatch redis;

    private static final List<BusMessage> HEARD = new CopyOnWriteArrayList<>();
    private static final List<String> TOLD = new CopyOnWriteArrayList<>();
    private static boolean listening;
    private static volatile boolean subscribed;

    @BeforeEach
    void begin() {
        await().untilAsserted(book::requireLoaded);
        if (!listening) {
            listening = true;
            bus.listen(List.of("system/alerts", "home/#", "edgex/events/device/rules-engine/#"), new Heard());
            actions.listen(new Told());
        }
        await().until(() -> subscribed);
        HEARD.clear();
        TOLD.clear();
    }

    @AfterEach
    void end() {
        await().until(() -> actions.figures().waiting() == 0);
        redis.send(Request.cmd(Command.FLUSHALL));
    }

    private static final class Heard implements Listener {
        @Override
        public void received(BusMessage message) {
            HEARD.add(message);
        }

        @Override
        public void listening() {
            subscribed = true;
        }
    }

    private static final class Told implements ActionListener {
        @Override
        public void done(Intent intent, Instant at) {
            TOLD.add("done " + intent.deed().kind());
        }

        @Override
        public void failed(FailedAction failed) {
            TOLD.add("failed " + failed.action().deed().kind());
        }

        @Override
        public void unconfirmed(Intent intent, String reason) {
            TOLD.add("unconfirmed " + reason);
        }
    }

    private List<Intent> decide(String value, Action... then) {
        KnownRule rule = Firings.rule("cold", then);
        List<Intent> decided = actions.decide(Firings.of(rule, 1, value, Map.of("humidity", "40")));
        redis.send(RedisOutboxStore.append(decided));
        actions.add(decided);
        return decided;
    }

    private static JsonNode json(BusMessage message) {
        try {
            return Json.mapper().readTree(message.payload());
        } catch (IOException none) {
            throw new AssertionError(none);
        }
    }

    @Test
    void a_message_is_published_with_its_values_and_leaves_the_outbox_when_the_broker_has_it() {
        decide(
                "18.50",
                new Action.Publish(
                        "home/${device}/cold", Map.of("t", "${value}", "h", "${reading.humidity}"), 2, false));

        await().until(() -> TOLD.equals(List.of("done PUBLISH")));
        await().until(() -> HEARD.size() == 1);
        assertThat(HEARD.getFirst().topic()).isEqualTo("home/livingroom/cold");
        assertThat(json(HEARD.getFirst()).get("t").decimalValue()).isEqualByComparingTo("18.50");
        assertThat(json(HEARD.getFirst()).get("h").intValue()).isEqualTo(40);
        assertThat(new RedisOutboxStore(FencedRedis.open(redis), 10).load()).isEmpty();
    }

    @Test
    void a_notice_says_what_and_whom_it_is_about_and_has_the_id_of_the_action() {
        Intent intent = decide("18.5", new Action.Notify("${device} is at ${value}", "heating", Optional.empty()))
                .getFirst();

        await().until(() -> HEARD.size() == 1);
        assertThat(HEARD.getFirst().topic()).isEqualTo("system/alerts");
        JsonNode alert = json(HEARD.getFirst());
        assertThat(alert.get("id").textValue()).isEqualTo(intent.id().toString());
        assertThat(alert.get("rule").textValue()).isEqualTo("cold");
        assertThat(alert.get("device").textValue()).isEqualTo("livingroom");
        assertThat(alert.get("severity").textValue()).isEqualTo("warning");
        assertThat(alert.get("category").textValue()).isEqualTo("heating");
        assertThat(alert.get("message").textValue()).isEqualTo("livingroom is at 18.5");
        assertThat(alert.get("value").doubleValue()).isEqualTo(18.5);
        assertThat(alert.get("time").textValue()).isEqualTo("2026-01-01T00:00:01Z");
    }

    @Test
    void a_reading_is_published_as_a_device_service_does_and_its_event_has_the_id_of_the_action() {
        Intent intent = decide("18.50", new Action.Write(Optional.of("house"), "coldest", "${value}"))
                .getFirst();

        await().until(() -> HEARD.size() == 1);
        assertThat(HEARD.getFirst().topic()).isEqualTo("edgex/events/device/rules-engine/rules-engine/house/coldest");
        Event event = EnvelopeCodec.decode(HEARD.getFirst().payload(), AddEventRequest.class)
                .payload()
                .event();
        assertThat(event.id()).isEqualTo(intent.id().toString());
        assertThat(event.origin()).isEqualTo(Given.EPOCH + Given.SECOND);
        assertThat(event.readings()).singleElement().satisfies(reading -> {
            assertThat(reading.valueType()).isEqualTo(ValueType.FLOAT64.wireName());
            assertThat(reading.value()).isEqualTo(new ReadingValue.Simple("18.50"));
            assertThat(reading.deviceName()).isEqualTo("house");
        });
    }

    @Test
    void what_must_not_be_done_is_among_the_failed_ones_with_the_reason_and_stops_nothing_else() {
        decide(
                "a/+/#",
                new Action.Publish("home/${value}", "x", 1, false),
                new Action.Publish("edgex/events/device/x/y/z/s", "x", 1, false),
                new Action.Webhook("https://hooks.example/x", "POST", Map.of(), Optional.empty(), Optional.empty()),
                new Action.Command("boiler", "control", Map.of("mode", "${reading.light}")),
                new Action.Publish("home/fine", "${value}", 1, false));

        await().until(() -> TOLD.size() == 5);
        assertThat(actions.failed())
                .extracting(FailedAction::reason)
                .satisfiesExactlyInAnyOrder(
                        reason -> assertThat(reason).contains("a value in the topic is 'a/+/#'"),
                        reason -> assertThat(reason).contains("the bus' own"),
                        reason -> assertThat(reason).contains("hooks.example", "allowed-hosts"),
                        reason -> assertThat(reason).contains("has no value yet"));
        assertThat(HEARD).singleElement().satisfies(message -> assertThat(message.topic())
                .isEqualTo("home/fine"));
        when().get("/api/v3/action/failed")
                .then()
                .body("totalCount", is(4))
                .body("actions.find { it.kind == 'webhook' }.target", is("hooks.example"))
                .body("actions.find { it.kind == 'webhook' }.device", nullValue());
        // By the place in the rule: that the fifth was done says nothing of the first.
        assertThat(service.work().alarms().alarms().all().filter(Alarm::isActive))
                .extracting(Alarm::kind, Alarm::action)
                .containsExactlyInAnyOrder(
                        tuple(Kind.FAILED, "publish, action 1"),
                        tuple(Kind.FAILED, "publish, action 2"),
                        tuple(Kind.FAILED, "webhook, action 3"),
                        tuple(Kind.FAILED, "command control of boiler"));
    }

    @Test
    void while_the_broker_is_away_a_message_waits_and_is_published_when_it_is_back() {
        WithBroker.broker().kill();
        try {
            decide("18.5", new Action.Publish("home/x", "kept", 1, true));
            await().until(() -> actions.figures(Deed.Kind.PUBLISH).retried() > 0);
            when().get("/api/v3/action/waiting").then().body("actions[0].target", is("home/x"));
        } finally {
            WithBroker.broker().start();
        }

        await().until(() -> TOLD.equals(List.of("done PUBLISH")));
        await().until(() -> HEARD.stream().anyMatch(message -> message.topic().equals("home/x")));
        bus.publish("home/x", new byte[0], MqttQos.AT_LEAST_ONCE, true).join();
    }

    @Test
    void a_payload_that_is_too_long_is_not_published() {
        PublishCourier courier = new PublishCourier(bus, new TopicPolicy("edgex", false, 100), 3);

        assertThat(courier.deliver(Firings.intent(new Action.Publish("home/x", "${value}", 1, false), 1, "18.5")))
                .isEqualTo(new Outcome.Never("the payload has 4 bytes, allowed are 3"));
        assertThat(HEARD).isEmpty();
    }

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

    private static Action bolt(Duration within) {
        return new Action.Command(
                Optional.of("lock"),
                "bolt",
                Map.of("closed", true),
                Optional.of(new Action.Confirm("bolted", true, within)));
    }

    @Test
    void a_device_that_shows_what_the_rule_asks_for_has_obeyed_and_others_do_not_wait_for_it() {
        try (CoreCommand core = new CoreCommand(WithBroker.broker().port())) {
            decide("1", bolt(Duration.ofMinutes(1)), new Action.Command("lock", "light", Map.of("on", true)));
            await().until(() -> TOLD.equals(List.of("done COMMAND")));
            assertThat(actions.figures().waiting()).isEqualTo(1);
            assertThat(core.asked()).extracting(CoreCommand.Asked::command).containsExactly("bolt", "light");

            service.work().acting().proofs().seen(new SignalKey("lock", "bolted"), "true", now());

            await().until(() -> TOLD.size() == 2);
            assertThat(core.asked()).hasSize(2);
            assertThat(new RedisOutboxStore(FencedRedis.open(redis), 10).load()).isEmpty();
        }
    }

    @Test
    void a_device_that_does_not_show_it_in_time_is_asked_and_told_of() {
        try (CoreCommand core = new CoreCommand(WithBroker.broker().port())) {
            core.reads(answer("false"));
            decide("1", bolt(Duration.ofMillis(300)));

            await().until(() -> TOLD.size() == 1);
            assertThat(TOLD.getFirst())
                    .contains("unconfirmed", "'bolted' of device 'lock' should read 'true'", "reads 'false'");
            assertThat(actions.failed()).hasSize(1);
        }
    }

    @Test
    void a_device_that_shows_it_when_it_is_asked_has_obeyed() {
        try (CoreCommand core = new CoreCommand(WithBroker.broker().port())) {
            core.reads(answer("true"));
            decide("1", bolt(Duration.ofMillis(300)));

            await().until(() -> TOLD.equals(List.of("done COMMAND")));
        }
    }

    private static EventResponse answer(String value) {
        Reading reading = Reading.simple(1, "lock", "lock", "bolted", ValueType.BOOL, value);
        return EventResponse.of(
                new Event("v3", UUID.randomUUID().toString(), "lock", "lock", "bolted", 1, List.of(reading), Map.of()));
    }

    private static long now() {
        Instant now = Instant.now();
        return now.getEpochSecond() * Given.SECOND + now.getNano();
    }
}
