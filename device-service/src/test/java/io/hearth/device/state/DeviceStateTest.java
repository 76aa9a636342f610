package io.hearth.device.state;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;

import io.hearth.device.FakeDevice;
import io.hearth.device.Listener;
import io.hearth.device.Samples;
import io.hearth.device.WithMetadata;
import io.hearth.runtime.testing.WithBroker;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** EdgeX device SDK, device state: what core-metadata is told. */
@QuarkusTest
@TestProfile(DeviceStateTest.Strict.class)
@QuarkusTestResource(value = WithBroker.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = WithMetadata.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = DeviceStateTest.WithLamps.class, restrictToAnnotatedClass = true)
class DeviceStateTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    /** Two failures are enough. */
    public static final class Strict implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("hearth.device.state.allowed-fails", "2", "hearth.device.state.device-down-timeout", "200ms");
        }
    }

    @BeforeEach
    void ready() {
        await("ready").atMost(SOON).until(() -> given().get("/q/health/ready").statusCode() == 200);
    }

    /** A lamp that speaks device-mqtt's own protocol, and one that replies on a topic of its own. */
    public static final class WithLamps implements QuarkusTestResourceLifecycleManager {
        @Override
        public Map<String, String> start() {
            WithMetadata.PROFILES.put("state-lamp", Samples.profile("""
                    name: state-lamp
                    deviceResources:
                      - { name: level, properties: { valueType: Uint8, readWrite: RW } }
                      - { name: power, properties: { valueType: Uint8, readWrite: W },
                          attributes: { commandTopic: "lamp/{device}/set", template: "{id} {value}", replyTopic: "lamp/{device}/{correlation}" } }
                    """));
            WithMetadata.DEVICES.add(Samples.device("mute", "state-lamp", Map.of("CommandTopic", "command/mute")));
            WithMetadata.DEVICES.add(Samples.device("deaf", "state-lamp", Map.of("CommandTopic", "command/deaf")));
            return Map.of("hearth.device.reply.timeout", "300ms");
        }

        @Override
        public void stop() {
            WithMetadata.PROFILES.remove("state-lamp");
        }
    }

    @Test
    void a_device_that_cannot_be_read_so_often_is_set_down_and_up_with_its_next_report() {
        given().get("/api/v3/device/name/mute/level").then().statusCode(500);
        given().get("/api/v3/device/name/mute/nothing").then().statusCode(404);
        assertThat(changes("mute", "DOWN")).isZero();
        given().get("/api/v3/device/name/mute/level").then().statusCode(500);
        await("DOWN").atMost(SOON).until(() -> changes("mute", "DOWN") == 1);
        // Several tries later it still is: nothing answers.
        await().during(Duration.ofMillis(700)).atMost(SOON).until(() -> changes("mute", "UP") == 0);

        try (Listener mqtt = new Listener(WithBroker.broker().port())) {
            mqtt.publish("incoming/data/mute/level", "18");
            await("UP").atMost(SOON).until(() -> changes("mute", "UP") == 1);
        }
        assertThat(changes("mute", "DOWN")).isEqualTo(1);
    }

    @Test
    void a_device_that_does_not_reply_to_what_it_is_told_is_set_down_and_up_when_it_answers_again() {
        for (int i = 0; i < 2; i++) {
            assertThat(changes("deaf", "DOWN")).isZero();
            given().contentType("application/json")
                    .body("{\"power\":" + i + "}")
                    .put("/api/v3/device/name/deaf/power")
                    .then()
                    .statusCode(500)
                    .body("message", containsString("did not reply"));
        }
        await("DOWN").atMost(SOON).until(() -> changes("deaf", "DOWN") == 1);

        try (FakeDevice deaf = new FakeDevice(WithBroker.broker().port(), "command/deaf/#")) {
            deaf.does(order -> deaf.say("command/response/" + order.last(0), "{\"level\":7}"));
            await("UP").atMost(SOON).until(() -> changes("deaf", "UP") == 1);
        }
    }

    @Test
    void that_a_device_has_not_reported_yet_is_not_its_failure() {
        for (int i = 0; i < 4; i++) {
            given().get("/api/v3/device/name/bedroom/temperature")
                    .then()
                    .statusCode(500)
                    .body("message", containsString("has not reported yet"));
        }
        assertThat(changes("bedroom", "DOWN")).isZero();
    }

    @Test
    void discovery_is_disabled_unless_it_is_switched_on() {
        given().post("/api/v3/discovery").then().statusCode(503);
    }

    private static long changes(String device, String state) {
        return WithMetadata.CHANGES.stream()
                .filter(change -> change.contains("\"" + device + "\"") && change.contains("\"" + state + "\""))
                .count();
    }
}
