package io.hearth.device.state;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hearth.device.Listener;
import io.hearth.device.WithMetadata;
import io.hearth.runtime.testing.WithBroker;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** EdgeX device SDK, device state: what core-metadata is told. */
@QuarkusTest
@TestProfile(DeviceStateTest.Strict.class)
@QuarkusTestResource(value = WithBroker.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = WithMetadata.class, restrictToAnnotatedClass = true)
class DeviceStateTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    /** Two failures are enough. */
    public static final class Strict implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("hearth.device.state.allowed-fails", "2", "hearth.device.state.device-down-timeout", "200ms");
        }
    }

    @Test
    void a_device_that_cannot_be_read_so_often_is_set_down_and_up_with_its_next_report() {
        await("ready").atMost(SOON).until(() -> given().get("/q/health/ready").statusCode() == 200);
        given().get("/api/v3/device/name/bedroom/temperature").then().statusCode(500);
        given().get("/api/v3/device/name/bedroom/nothing").then().statusCode(404);
        assertThat(changes("DOWN")).isZero();
        given().get("/api/v3/device/name/bedroom/temperature").then().statusCode(500);
        await("DOWN").atMost(SOON).until(() -> changes("DOWN") == 1);
        // Several tries later it still is: nothing answers.
        await().during(Duration.ofMillis(700)).atMost(SOON).until(() -> changes("UP") == 0);

        try (Listener mqtt = new Listener(WithBroker.broker().port())) {
            mqtt.publish("home/bedroom/temperature", "18.5");
            await("UP").atMost(SOON).until(() -> changes("UP") == 1);
        }
        assertThat(changes("DOWN")).isEqualTo(1);
    }

    @Test
    void discovery_is_disabled_unless_it_is_switched_on() {
        given().post("/api/v3/discovery").then().statusCode(503);
    }

    private static long changes(String state) {
        return WithMetadata.CHANGES.stream()
                .filter(change -> change.contains("\"bedroom\"") && change.contains("\"" + state + "\""))
                .count();
    }
}
