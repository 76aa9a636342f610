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
import io.hearth.contracts.event.ReadingValue;
import io.hearth.contracts.value.ValueType;
import io.hearth.rules.action.Actions;
import io.hearth.rules.action.Deed;
import io.hearth.rules.action.FailedAction;
import io.hearth.rules.action.Firings;
import io.hearth.rules.action.Intent;
import io.hearth.rules.action.Outcome;
import io.hearth.rules.action.RedisOutboxStore;
import io.hearth.rules.action.bus.PublishCourier;
import io.hearth.rules.action.bus.TopicPolicy;
import io.hearth.rules.alarm.Alarm;
import io.hearth.rules.alarm.Kind;
import io.hearth.rules.book.RuleBook;
import io.hearth.rules.rule.Action;
import io.hearth.rules.rule.OwnReadings;
import io.hearth.rules.store.FencedRedis;
import io.hearth.runtime.bus.Bus;
import io.hearth.runtime.bus.BusMessage;
import io.hearth.runtime.bus.Listener;
import io.hearth.runtime.redis.RedisBatch;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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
    private static boolean listening;
    private static volatile boolean subscribed;
    private DecidedActions decided;

    @BeforeEach
    void begin() {
        await().untilAsserted(book::requireLoaded);
        if (!listening) {
            listening = true;
            bus.listen(List.of("system/alerts", "home/#", "edgex/events/device/rules-engine/#"), new Heard());
        }
        await().until(() -> subscribed);
        decided = new DecidedActions(actions, redis);
        HEARD.clear();
    }

    @AfterEach
    void end() {
        decided.end();
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

    private static JsonNode json(BusMessage message) {
        try {
            return Json.mapper().readTree(message.payload());
        } catch (IOException none) {
            throw new AssertionError(none);
        }
    }

    @Test
    void a_message_is_published_with_its_values_and_leaves_the_outbox_when_the_broker_has_it() {
        decided.decide(
                "18.50",
                new Action.Publish(
                        "home/${device}/cold", Map.of("t", "${value}", "h", "${reading.humidity}"), 2, false));

        await().until(() -> decided.told().equals(List.of("done PUBLISH")));
        await().until(() -> HEARD.size() == 1);
        assertThat(HEARD.getFirst().topic()).isEqualTo("home/livingroom/cold");
        assertThat(json(HEARD.getFirst()).get("t").decimalValue()).isEqualByComparingTo("18.50");
        assertThat(json(HEARD.getFirst()).get("h").intValue()).isEqualTo(40);
        assertThat(new RedisOutboxStore(FencedRedis.open(redis), 10).load()).isEmpty();
    }

    @Test
    void a_notice_says_what_and_whom_it_is_about_and_has_the_id_of_the_action() {
        Intent intent = decided.decide(
                        "18.5", new Action.Notify("${device} is at ${value}", "heating", Optional.empty()))
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
        Intent intent = decided.decide("18.50", new Action.Write(Optional.of("house"), "coldest", "${value}"))
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
            assertThat(OwnReadings.isOwn(reading)).isTrue();
        });
    }

    @Test
    void what_must_not_be_done_is_among_the_failed_ones_with_the_reason_and_stops_nothing_else() {
        decided.decide(
                "a/+/#",
                new Action.Publish("home/${value}", "x", 1, false),
                new Action.Publish("edgex/events/device/x/y/z/s", "x", 1, false),
                new Action.Webhook("https://hooks.example/x", "POST", Map.of(), Optional.empty(), Optional.empty()),
                new Action.Command("boiler", "control", Map.of("mode", "${reading.light}")),
                new Action.Publish("home/fine", "${value}", 1, false));

        await().until(() -> decided.told().size() == 5 && HEARD.size() == 1);
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
        assertThat(service.work()
                        .alarms()
                        .alarms()
                        .all()
                        .filter(Alarm::isActive)
                        .filter(alarm -> alarm.kind() == Kind.FAILED))
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
            decided.decide("18.5", new Action.Publish("home/x", "kept", 1, true));
            await().until(() -> actions.figures(Deed.Kind.PUBLISH).retried() > 0);
            when().get("/api/v3/action/waiting").then().body("actions[0].target", is("home/x"));
        } finally {
            WithBroker.broker().start();
        }

        await().until(() -> decided.told().equals(List.of("done PUBLISH")));
        await().until(() -> HEARD.stream().anyMatch(message -> message.topic().equals("home/x")));
        bus.publish("home/x", new byte[0], MqttQos.AT_LEAST_ONCE, true).join();
        await("that it is kept no longer").until(() -> HEARD.getLast().payload().length == 0);
    }

    @Test
    void a_payload_that_is_too_long_is_not_published() {
        PublishCourier courier = new PublishCourier(bus, new TopicPolicy("edgex", false, 100), 3);

        assertThat(courier.deliver(Firings.intent(new Action.Publish("home/x", "${value}", 1, false), 1, "18.5")))
                .isEqualTo(new Outcome.Never("the payload has 4 bytes, allowed are 3"));
        assertThat(HEARD).isEmpty();
    }
}
