package io.hearth.command;

import static io.hearth.command.Asking.get;
import static io.hearth.command.Asking.put;
import static io.hearth.command.ScriptedDeviceService.done;
import static io.hearth.command.ScriptedDeviceService.refused;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.hearth.contracts.codec.Cbor;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
@QuarkusTestResource(WithMetadata.class)
class CommandRoutesTest {
    private static final String OFF = "{\"mode\":\"off\"}";

    private final String device = "boiler-" + UUID.randomUUID();
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
    void a_put_reaches_the_device_service_and_is_answered_200() {
        put(device, OFF)
                .statusCode(200)
                .contentType(equalTo("application/json"))
                .body("apiVersion", equalTo("v3"))
                .body("statusCode", equalTo(200));

        ScriptedDeviceService.Asked asked = service.asked(device).getFirst();
        assertThat(asked.topic())
                .isEqualTo(
                        "edgex/device/command/request/" + ScriptedDeviceService.NAME + "/" + device + "/control/set");
        assertThat(asked.envelope().get("payload")).hasToString(OFF);
        assertThat(asked.envelope().get("apiVersion").asText()).isEqualTo("v3");
        assertThat(asked.envelope().get("contentType").asText()).isEqualTo("application/json");
        assertThat(asked.requestId()).hasSize(36);
        assertThat(asked.envelope().get("correlationID").asText()).hasSize(36);
    }

    @Test
    void numbers_reach_the_device_service_as_they_were_written() {
        put(device, "{\"mode\":\"heat\",\"target\":23.50,\"big\":18446744073709551615}")
                .statusCode(200);

        assertThat(service.asked(device).getFirst().envelope().toString()).contains("18446744073709551615");
        assertThat(service.asked(device)
                        .getFirst()
                        .envelope()
                        .get("payload")
                        .get("target")
                        .decimalValue())
                .isEqualByComparingTo("23.5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "\"off\"", "5", "{", "{\"mode\":\"off\"} {}"})
    void a_put_body_that_is_not_one_json_object_is_400_and_goes_nowhere(String body) {
        put(device, body).statusCode(400).body("statusCode", equalTo(400));

        assertThat(service.asked(device)).isEmpty();
    }

    @Test
    void a_get_answers_the_event_of_the_device_service() {
        service.answers(
                device,
                asked -> done(
                        asked, "{\"apiVersion\":\"v3\",\"statusCode\":200,\"event\":{\"deviceName\":\"boiler\"}}"));

        get(device, "current")
                .statusCode(200)
                .body("event.deviceName", equalTo("boiler"))
                .body("statusCode", equalTo(200));
    }

    @Test
    void bytes_that_a_device_service_sends_as_cbor_are_base64_in_the_answer() throws Exception {
        byte[] event = Cbor.bytes(
                Map.of("apiVersion", "v3", "statusCode", 200, "event", Map.of("binaryValue", new byte[] {1, 2, 3})));
        String payload = '"' + Base64.getEncoder().encodeToString(event) + '"';
        service.answers(device, asked -> done(asked, payload).replace("application/json", "application/cbor"));

        get(device, "current")
                .statusCode(200)
                .contentType(equalTo("application/json"))
                .body("event.binaryValue", equalTo("AQID"));
    }

    @Test
    void the_correlation_id_of_the_request_goes_along() {
        String correlation = UUID.randomUUID().toString();

        given().contentType(ContentType.JSON)
                .header("X-Correlation-ID", correlation)
                .body(OFF)
                .put("/api/v3/device/name/" + device + "/control")
                .then()
                .statusCode(200)
                .header("X-Correlation-ID", equalTo(correlation));

        assertThat(service.asked(device)
                        .getFirst()
                        .envelope()
                        .get("correlationID")
                        .asText())
                .isEqualTo(correlation);
    }

    @Test
    void a_get_without_an_event_is_200_with_an_empty_body() {
        Response answer = get(device, "current?ds-returnevent=false")
                .statusCode(200)
                .extract()
                .response();

        assertThat(answer.asString()).isEmpty();
        assertThat(answer.contentType()).isEqualTo("application/json");
        assertThat(service.asked(device)
                        .getFirst()
                        .envelope()
                        .get("queryParams")
                        .get("ds-returnevent")
                        .asText())
                .isEqualTo("false");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ds-pushevent=yes", "ds-pushevent=True", "ds-returnevent=1", "ds-returnevent="})
    void switches_other_than_true_and_false_are_400(String query) {
        get(device, "current?" + query).statusCode(400).body("message", containsString(query.split("=")[0]));

        assertThat(service.asked(device)).isEmpty();
    }

    @Test
    void an_unknown_device_is_404() {
        put("nobody", OFF).statusCode(404).body("statusCode", equalTo(404)).body("message", containsString("nobody"));
        get("nobody", "current").statusCode(404);
        given().get("/api/v3/device/name/nobody").then().statusCode(404);
    }

    @Test
    void a_refusal_has_the_status_that_the_device_service_gave() {
        service.answers(device, asked -> refused(asked, 423, "device is locked"));

        put(device, OFF)
                .statusCode(423)
                .body("statusCode", equalTo(423))
                .body("message", equalTo("request failed, status code: 423, err: device is locked"));
    }

    @Test
    void a_refusal_of_a_service_that_gives_no_status_is_500() {
        service.answers(device, asked -> refused(asked, 0, "driver failed"));

        put(device, OFF)
                .statusCode(500)
                .body("message", startsWith("request failed, status code: 500, err: driver failed"));
    }

    @Test
    void a_device_service_that_does_not_answer_is_503_and_says_what_was_waited_for() {
        service.answers(device, asked -> null);

        put(device, OFF)
                .statusCode(503)
                .body("message", containsString(ScriptedDeviceService.NAME))
                .body("message", containsString("control"));
    }

    @Test
    void an_answer_that_comes_twice_is_taken_once_and_disturbs_nobody() {
        service.answers(device, asked -> {
            service.send("edgex/response/" + ScriptedDeviceService.NAME + "/" + asked.requestId(), done(asked, "null"));
            return done(asked, "null");
        });

        put(device, OFF).statusCode(200);
        put(device, OFF).statusCode(200);
    }
}
