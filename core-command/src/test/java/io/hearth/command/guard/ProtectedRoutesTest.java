package io.hearth.command.guard;

import static io.hearth.command.Put.by;
import static io.hearth.command.Put.put;
import static io.hearth.command.ScriptedDeviceService.done;
import static io.hearth.command.ScriptedDeviceService.refused;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.hearth.command.ScriptedDeviceService;
import io.hearth.command.WithExternalBroker;
import io.hearth.command.WithMetadata;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
@QuarkusTestResource(WithMetadata.class)
@QuarkusTestResource(WithExternalBroker.class)
class ProtectedRoutesTest {
    private static final String ON = "{\"running\":\"true\"}";
    private static final String OFF = "{\"running\":false}";

    private final String pump = "pump-" + UUID.randomUUID();
    private ScriptedDeviceService service;

    @BeforeEach
    void far_end() {
        service = new ScriptedDeviceService();
    }

    @AfterEach
    void far_end_gone() {
        service.close();
    }

    @Test
    void a_pump_that_was_just_switched_on_stays_on_for_a_person_too() {
        put(pump, "running", ON).statusCode(200);

        String retry = by("person", pump, "running", OFF)
                .statusCode(423)
                .body(
                        "message",
                        containsString("resource 'running' of device '" + pump + "' is on for at least 1h0m0s"))
                .extract()
                .header("Retry-After");

        assertThat(Integer.parseInt(retry)).isBetween(3500, 3600);
        assertThat(service.asked(pump)).hasSize(1);
    }

    @Test
    void a_refusal_of_the_device_service_does_not_count_as_switched() {
        service.answers(pump, asked -> refused(asked, 405, "stuck"));
        put(pump, "running", ON).statusCode(405);
        service.answers(pump, asked -> done(asked, "null"));

        put(pump, "running", OFF).statusCode(200);
    }

    @Test
    void an_error_of_the_device_service_counts_as_switched_since_the_command_may_have_gone_out() {
        service.answers(pump, asked -> refused(asked, 500, "no answer from the pump"));
        by("person:alice", pump, "running", ON).statusCode(500);
        service.answers(pump, asked -> done(asked, "null"));

        put(pump, "running", ON).statusCode(423).body("message", containsString("person 'alice' holds"));
        by("person:bob", pump, "running", OFF).statusCode(423).body("message", containsString("is on for at least"));
        given().get("/api/v3/command/hold/device/name/" + pump)
                .then()
                .body("holds.resourceName", equalTo(List.of("running")));
    }

    @Test
    void a_command_that_nobody_answered_counts_as_switched() {
        service.answers(pump, asked -> null);
        put(pump, "running", ON).statusCode(503);

        put(pump, "running", OFF).statusCode(423);
    }

    @Test
    void one_command_more_than_the_rate_is_429_with_the_time() {
        for (int i = 0; i < 3; i++) {
            put(pump, "speed", "{\"speed\":" + i + "}").statusCode(200);
        }

        String retry =
                put(pump, "speed", "{\"speed\":3}").statusCode(429).extract().header("Retry-After");

        assertThat(Integer.parseInt(retry)).isBetween(1, 60);
        assertThat(service.asked(pump)).hasSize(3);
    }

    @Test
    void a_device_command_has_a_rate_of_its_own_in_its_tags_and_those_of_its_resources() {
        put(pump, "start", "{\"speed\":1,\"running\":true}").statusCode(200);

        put(pump, "start", "{\"speed\":1,\"running\":true}")
                .statusCode(429)
                .body("message", containsString("command start"));
        put(pump, "running", OFF).statusCode(423);
    }

    @Test
    void a_protection_that_cannot_be_read_is_409_and_the_command_goes_nowhere() {
        put(pump, "broken", "{\"broken\":true}")
                .statusCode(409)
                .body(
                        "message",
                        containsString("profile 'pump' resource 'broken' attributes.hearth.minOnTime is 'soon'"));

        assertThat(service.asked(pump)).isEmpty();
    }
}
