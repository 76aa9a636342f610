package io.hearth.command.relay;

import static io.hearth.command.Put.put;
import static io.hearth.command.ScriptedDeviceService.refused;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import io.hearth.command.ScriptedDeviceService;
import io.hearth.command.WithExternalBroker;
import io.hearth.command.WithMetadata;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A device service of EdgeX's, whose error envelopes say no status. */
@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
@QuarkusTestResource(WithMetadata.class)
@QuarkusTestResource(WithExternalBroker.class)
class SilentStatusTest {
    @ParameterizedTest
    @CsvSource({
        "locked-, control, 423",
        "down-, control, 423",
        "boiler-, flightmode, 404",
        "boiler-, current, 405",
        "boiler-, control, 500"
    })
    void a_refused_set_has_the_status_that_the_sdk_s_checks_would_give(String kind, String command, int status) {
        String device = kind + UUID.randomUUID();
        try (ScriptedDeviceService service = new ScriptedDeviceService()) {
            service.answers(device, asked -> refused(asked, 0, "no"));

            put(device, command, "{\"mode\":\"off\"}")
                    .statusCode(status)
                    .body("statusCode", equalTo(status))
                    .body("message", equalTo("request failed, status code: " + status + ", err: no"));
        }
    }

    @Test
    void a_refused_get_of_what_can_only_be_written_is_405() {
        String device = "boiler-" + UUID.randomUUID();
        try (ScriptedDeviceService service = new ScriptedDeviceService()) {
            service.answers(device, asked -> refused(asked, 0, "no"));

            given().get("/api/v3/device/name/" + device + "/control").then().statusCode(405);
            given().get("/api/v3/device/name/" + device + "/cur.*").then().statusCode(500);
        }
    }
}
