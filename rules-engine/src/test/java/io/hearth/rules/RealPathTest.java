package io.hearth.rules;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import io.hearth.rules.action.Actions;
import io.hearth.rules.book.RuleBook;
import io.hearth.rules.engine.Engine;
import io.hearth.rules.rule.SignalKey;
import io.hearth.runtime.bus.Bus;
import io.hearth.runtime.bus.BusMessage;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From an event on the bus to a command on the bus, with a real broker and a real Redis. */
@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
class RealPathTest {
    @Inject
    Bus bus;

    @Inject
    RuleBook book;

    @Inject
    Engine engine;

    @Inject
    Actions actions;

    private CoreCommand coreCommand;
    private static long lastOrigin;

    @BeforeEach
    void begin() {
        await().untilAsserted(book::requireLoaded);
        await().until(bus::connected);
        book.all().map(rule -> rule.rule().name()).toList().forEach(book::delete);
        coreCommand = new CoreCommand(WithBroker.broker().port());
        given().contentType("application/json")
                .body(Given.BOILER)
                .when()
                .post("/api/v3/rule")
                .then()
                .statusCode(201);
    }

    @AfterEach
    void end() {
        book.all().map(rule -> rule.rule().name()).toList().forEach(book::delete);
        coreCommand.close();
    }

    private static synchronized long now() {
        Instant now = Instant.now();
        lastOrigin = Math.max(lastOrigin + 1, now.getEpochSecond() * Given.SECOND + now.getNano());
        return lastOrigin;
    }

    private BusMessage measured(String value) {
        BusMessage message = Given.message(Given.LIVINGROOM, now(), value);
        publish(message);
        return message;
    }

    private void publish(BusMessage message) {
        bus.publishAndWait(message.topic(), message.payload());
    }

    private static void isState(String state) {
        when().get("/api/v3/rule/name/boiler-on-when-cold").then().body("devices[0].state", is(state));
    }

    @Test
    void cold_makes_the_boiler_heat_and_warm_makes_it_stop() {
        measured("18.5");
        await().until(() -> coreCommand.commanded().size() == 1);
        CoreCommand.Asked heat = coreCommand.asked().getFirst();
        assertThat(heat.raw()).contains("\"hearth-caller\":\"rule:");
        assertThat(heat.device()).isEqualTo("boiler");
        assertThat(heat.command()).isEqualTo("control");
        assertThat(heat.values()).isEqualTo(Map.of("mode", "heat", "target", 23));
        assertThat(heat.raw()).contains("{\"mode\":\"heat\",\"target\":23}");
        isState("ACTIVE");

        measured("20.2");
        measured("21");

        await().until(() -> coreCommand.commanded().size() == 2);
        assertThat(coreCommand.commanded().get(1).values()).isEqualTo(Map.of("mode", "off"));
        isState("NORMAL");
        when().get("/api/v3/rule/name/boiler-on-when-cold").then().body("devices[0].lastValue", is("21"));
        await().until(() -> actions.figures().waiting() == 0);
    }

    @Test
    void a_reading_of_any_device_service_counts() {
        BusMessage message = Given.message(Given.LIVINGROOM, now(), "18.5");

        bus.publishAndWait(message.topic().replace("/device-mqtt/", "/device-virtual/"), message.payload());

        await().until(() -> coreCommand.commanded().size() == 1);
    }

    @Test
    void what_a_rule_writes_of_a_silent_device_is_no_sign_of_life_of_it() {
        post("""
                { "name": "silent", "when": { "device": "pump", "absent": "1s" },
                  "then": [ { "write": { "resource": "online", "value": false } } ],
                  "otherwise": [ { "write": { "resource": "online", "value": true } } ] }""");
        post("""
                { "name": "offline", "when": { "device": "pump", "resource": "online", "equals": false } }""");
        publish(Given.message(new SignalKey("pump", "speed"), now(), "7"));

        await().untilAsserted(() -> isState("offline", "ACTIVE"));
        isState("silent", "ACTIVE");
    }

    private static void post(String rule) {
        given().contentType("application/json")
                .body(rule)
                .when()
                .post("/api/v3/rule")
                .then()
                .statusCode(201);
    }

    private static void isState(String rule, String state) {
        when().get("/api/v3/rule/name/" + rule).then().body("devices[0].state", is(state));
    }

    @Test
    void a_hold_does_not_end_while_the_broker_is_away_that_may_have_readings_for_it() {
        given().contentType("application/json")
                .body(Given.BOILER.replace("20.5 }", "20.5, \"onDelay\": \"1500ms\" }"))
                .put("/api/v3/rule")
                .then()
                .statusCode(200);
        measured("18.5");
        await().until(() -> isIn("PENDING"));
        WithBroker.broker().kill();
        try {
            await().during(Duration.ofMillis(2_500)).until(() -> isIn("PENDING"));
        } finally {
            WithBroker.broker().start();
            coreCommand = new CoreCommand(WithBroker.broker().port());
        }
    }

    private static boolean isIn(String state) {
        return when().get("/api/v3/rule/name/boiler-on-when-cold")
                .path("devices[0].state")
                .equals(state);
    }

    @Test
    void an_event_delivered_twice_commands_once() {
        BusMessage cold = measured("18.5");

        publish(cold);
        publish(cold);
        BusMessage last = measured("18.4");

        await().until(() -> seen(last));
        await().until(() -> actions.figures().waiting() == 0);
        assertThat(coreCommand.commanded()).hasSize(1);
    }

    private boolean seen(BusMessage message) {
        String origin = Long.toString(lastOrigin);
        return when().get("/api/v3/rule/name/boiler-on-when-cold").asString().contains(origin) && message != null;
    }

    @Test
    void a_core_command_that_does_not_answer_for_a_while_is_asked_again_with_the_same_id() {
        coreCommand.isSilent();
        measured("18.5");
        await().until(() -> coreCommand.asked().size() >= 3);
        when().get("/api/v3/action/waiting").then().body("totalCount", is(1));

        coreCommand.obeys();

        await().until(() -> actions.figures().waiting() == 0);
        assertThat(coreCommand.asked().stream()
                        .map(CoreCommand.Asked::requestId)
                        .distinct())
                .hasSize(1);
    }

    @Test
    void a_locked_device_is_asked_again_and_an_unknown_one_is_not() {
        coreCommand.refuses(423, "device boiler is locked");
        measured("18.5");
        await().until(() -> coreCommand.asked().size() >= 3);

        coreCommand.refuses(404, "device boiler is not there");

        await().until(() -> actions.figures().waiting() == 0);
        when().get("/api/v3/action/failed").then().body("actions[0].reason", is("device boiler is not there"));
    }

    @Test
    void a_message_that_is_no_event_stops_nothing() {
        long before = engine.figures().unreadable();
        String topic = "edgex/events/device/device-mqtt/room-thermometer/livingroom/temperature";
        bus.publishAndWait(topic, new byte[0]);
        bus.publishAndWait(topic, "{".getBytes(StandardCharsets.UTF_8));
        bus.publishAndWait(topic, new byte[] {(byte) 0xff, (byte) 0xfe});
        bus.publishAndWait("edgex/events/device/short", "{}".getBytes(StandardCharsets.UTF_8));
        BusMessage elsewhere = Given.message(new SignalKey("bedroom", "temperature"), now(), "1");
        bus.publishAndWait(topic, elsewhere.payload());

        measured("18.5");

        await().until(() -> coreCommand.commanded().size() == 1);
        assertThat(engine.figures().unreadable() - before).isEqualTo(5);
    }

    @Test
    void while_redis_is_away_nothing_is_lost_and_it_goes_on_by_itself() {
        WithRedis.redis().kill();
        try {
            measured("18.5");
            await().untilAsserted(() -> when().get("/q/health/ready").then().statusCode(503));
            assertThat(coreCommand.asked()).isEmpty();
        } finally {
            WithRedis.redis().start();
        }

        await().until(() -> coreCommand.commanded().size() == 1);
        await().until(() -> actions.figures().waiting() == 0);
    }

    @Test
    void while_the_broker_is_away_the_command_waits() {
        coreCommand.isSilent();
        measured("18.5");
        await().until(() -> !coreCommand.asked().isEmpty());
        WithBroker.broker().kill();

        WithBroker.broker().start();
        try (CoreCommand back = new CoreCommand(WithBroker.broker().port())) {
            await().until(() -> actions.figures().waiting() == 0);

            assertThat(back.asked().getFirst().requestId())
                    .isEqualTo(coreCommand.asked().getFirst().requestId());
        } finally {
            coreCommand = new CoreCommand(WithBroker.broker().port());
        }
    }
}
