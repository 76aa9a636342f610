package io.hearth.command;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;

import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
@QuarkusTestResource(WithMetadata.class)
class FaultsTest {
    private final String device = "boiler-" + UUID.randomUUID();
    private final String path = "/api/v3/device/name/" + device + "/control";

    @Test
    void without_redis_a_command_with_an_id_is_503_and_not_sent_and_one_without_is_carried_out() {
        try (ScriptedDeviceService service = new ScriptedDeviceService()) {
            WithRedis.redis().kill();

            put().header("X-Hearth-Command-Id", UUID.randomUUID().toString())
                    .put(path)
                    .then()
                    .statusCode(503)
                    .body("message", containsString("redis"));
            assertThat(service.asked(device)).isEmpty();
            put().put(path).then().statusCode(200);
        } finally {
            WithRedis.redis().start();
        }
        await().atMost(Duration.ofSeconds(20))
                .until(() -> given().get("/q/health/ready").statusCode() == 200);
        // What went out without Redis is in the journal when it is back.
        await().atMost(Duration.ofSeconds(20))
                .until(() -> given().get("/api/v3/command/journal?outcome=done&device=" + device)
                                .<Integer>path("totalCount")
                        == 1);
    }

    @Test
    void without_redis_a_protected_device_is_not_switched() {
        String pump = "pump-" + UUID.randomUUID();
        try (ScriptedDeviceService service = new ScriptedDeviceService()) {
            WithRedis.redis().kill();

            Put.put(pump, "running", "{\"running\":true}").statusCode(503).body("message", containsString("redis"));
            assertThat(service.asked(pump)).isEmpty();
        } finally {
            WithRedis.redis().start();
        }
        await().atMost(Duration.ofSeconds(20))
                .until(() -> given().get("/q/health/ready").statusCode() == 200);
    }

    @Test
    void without_a_broker_a_command_is_503_and_when_it_is_back_commands_are_carried_out() {
        WithBroker.broker().kill();
        try {
            put().put(path).then().statusCode(503).body("message", containsString("broker"));
        } finally {
            WithBroker.broker().start();
        }

        try (ScriptedDeviceService service = new ScriptedDeviceService()) {
            await().atMost(Duration.ofSeconds(30)).until(() -> put().put(path).statusCode() == 200);
            assertThat(service.asked(device)).isNotEmpty();
        }
    }

    private static RequestSpecification put() {
        return given().contentType(ContentType.JSON).body("{\"mode\":\"off\"}");
    }
}
