package io.hearth.command.relay;

import static io.hearth.command.Put.put;
import static io.hearth.command.ScriptedDeviceService.refused;
import static io.hearth.command.ScriptedDeviceService.refusedByC;
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

/** Device services of EdgeX's: those in Go say no status in their error envelopes, those in C one as errorCode. */
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "service locked | 423",
                "device service busy: too many concurrent commands | 503",
                "failed to create CommandValue -> failed to convert set parameter x to ValueType Int8 | 400",
                "failed to transform set parameter -> value (99) is greater than maximum (30) | 400",
                "error writing DeviceCommand control for boiler -> failed to create CommandValue | 500",
                "error writing DeviceCommand control for boiler -> service locked | 500"
            })
    void a_refused_set_that_says_why_has_the_sdk_s_status_and_a_broken_device_is_no_bad_input(String said, int status) {
        String device = "boiler-" + UUID.randomUUID();
        try (ScriptedDeviceService service = new ScriptedDeviceService()) {
            service.answers(device, asked -> refused(asked, 0, said));

            put(device, "control", "{\"mode\":\"off\"}")
                    .statusCode(status)
                    .body("message", equalTo("request failed, status code: " + status + ", err: " + said));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ns.temp | Regex DeviceResource ns.temp not found | 404",
                "mode.* | no readable resources matched with mode.* | 405",
                "a( | failed to CompilePOSIX resource name -> error parsing regexp: missing closing ) | 400",
                "cur.* | error reading Regex DeviceResource(s) cur.* for boiler -> timed out | 500"
            })
    void a_refused_get_of_a_pattern_has_the_sdk_s_status(String name, String said, int status) {
        String device = "boiler-" + UUID.randomUUID();
        try (ScriptedDeviceService service = new ScriptedDeviceService()) {
            service.answers(device, asked -> refused(asked, 0, said));

            given().get("/api/v3/device/name/{device}/{name}", device, name)
                    .then()
                    .statusCode(status);
        }
    }

    /** What device-sdk-go 4.0.2 said of a device whose assertion failed: it sets it DOWN in core-metadata before it answers. */
    @Test
    void a_get_that_set_its_device_down_is_a_failure_and_not_locked() {
        String device = "down-" + UUID.randomUUID();
        String said =
                "failed to convert CommandValue to Event -> Assertion failed for DeviceResource current, with value -2147483648";
        try (ScriptedDeviceService service = new ScriptedDeviceService()) {
            service.answers(device, asked -> refused(asked, 0, said));

            given().get("/api/v3/device/name/{device}/current", device)
                    .then()
                    .statusCode(500)
                    .body("message", equalTo("request failed, status code: 500, err: " + said));
        }
    }

    @ParameterizedTest
    @CsvSource({"400", "404", "405", "423", "500"})
    void what_device_sdk_c_says_as_error_code_is_the_status_and_its_message_the_text(int status) {
        String device = "boiler-" + UUID.randomUUID();
        try (ScriptedDeviceService service = new ScriptedDeviceService()) {
            service.answers(device, asked -> refusedByC(asked, status, "No value supplied for mode"));

            put(device, "control", "{\"mode\":\"off\"}")
                    .statusCode(status)
                    .body(
                            "message",
                            equalTo("request failed, status code: " + status + ", err: No value supplied for mode"));
        }
    }

    @Test
    void the_1_that_device_sdk_c_says_of_a_failed_read_is_no_status() {
        String device = "boiler-" + UUID.randomUUID();
        try (ScriptedDeviceService service = new ScriptedDeviceService()) {
            service.answers(device, asked -> refusedByC(asked, 1, "Driver for boiler failed on GET"));

            given().get("/api/v3/device/name/" + device + "/current")
                    .then()
                    .statusCode(500)
                    .body("message", equalTo("request failed, status code: 500, err: Driver for boiler failed on GET"));
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
