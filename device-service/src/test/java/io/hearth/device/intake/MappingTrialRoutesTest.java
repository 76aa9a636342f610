package io.hearth.device.intake;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.hearth.device.Listener;
import io.hearth.device.WithMetadata;
import io.hearth.runtime.testing.WithBroker;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a message would become, asked of the running service. */
@QuarkusTest
@QuarkusTestResource(value = WithBroker.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = WithMetadata.class, restrictToAnnotatedClass = true)
class MappingTrialRoutesTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @BeforeEach
    void ready() {
        await("ready").atMost(SOON).until(() -> given().get("/q/health/ready").statusCode() == 200);
    }

    @Test
    void a_message_is_shown_as_the_event_that_it_would_be_and_nothing_is_published() {
        try (Listener bus = new Listener(WithBroker.broker().port(), "edgex/events/#")) {
            tried("{\"topic\":\"home/boiler/status\",\"payload\":{\"current\":23.125,\"heating\":true}}", 200)
                    .body("events", hasSize(1))
                    .body("events[0].sourceName", equalTo("status"))
                    .body("events[0].readings.value", contains("23.125", "true"))
                    .body("deadLetters", empty());
            bus.publish("home/livingroom/temperature", "4.75");
            await().atMost(SOON).until(() -> bus.heard(message -> true).stream()
                    .anyMatch(message -> new String(message.getPayloadAsBytes()).contains("4.75")));
            assertThat(bus.heard(message -> new String(message.getPayloadAsBytes()).contains("23.125")))
                    .isEmpty();
        }
    }

    @Test
    void what_would_be_put_aside_is_shown_with_the_reason() {
        tried(
                        "{\"topic\":\"home/boiler/status\",\"payload\":\"{\\\"current\\\":\\\"hot\\\",\\\"heating\\\":true}\"}",
                        200)
                .body("events[0].readings.resourceName", contains("heating"))
                .body("deadLetters[0].reason", equalTo("not-a-number"))
                .body("deadLetters[0].detail", containsString("current at '/current'"));
        tried("{\"topic\":\"home/boiler/control\",\"payload\":\"x\"}", 200).body("ignored", equalTo("own-command"));
    }

    @Test
    void a_profile_and_a_device_can_be_tried_before_they_are_added() {
        String profile =
                "{\"name\":\"new\",\"deviceResources\":[{\"name\":\"v\",\"attributes\":{\"topic\":\"n/{device}\","
                        + "\"format\":\"bytes\",\"byteOrder\":\"little\"},\"properties\":{\"valueType\":\"Uint16\",\"readWrite\":\"R\"}},"
                        + "{\"name\":\"w\",\"attributes\":{\"topic\":\"n/{device}\",\"pointer\":\"nonsense\"},"
                        + "\"properties\":{\"valueType\":\"Uint16\",\"readWrite\":\"R\"}}]}";
        String device =
                "{\"name\":\"d\",\"profileName\":\"new\",\"serviceName\":\"device-mqtt\",\"protocols\":{\"mqtt\":{}}}";

        tried(
                        "{\"topic\":\"n/d\",\"payloadBase64\":\"NBI=\",\"profile\":" + profile + ",\"device\":" + device
                                + "}",
                        200)
                .body("events[0].readings[0].value", equalTo("4660"))
                .body("problems", hasSize(1))
                .body("problems[0].field", equalTo("attributes.pointer"));
        tried("{\"topic\":\"n/d\",\"payloadBase64\":\"NBI=\",\"profile\":" + profile + "}", 400)
                .body("message", containsString("device is missing"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"payload\":1}                                             | topic",
                "{\"topic\":\"a\"}                                           | payload",
                "{\"topic\":\"a\",\"payload\":1,\"payloadBase64\":\"AA==\"}  | both",
                "{\"topic\":\"a\",\"payloadBase64\":\"%%\"}                  | payloadBase64",
                "[]                                                          | ",
            })
    void a_request_that_makes_no_sense_is_refused_by_field(String body, String names) {
        tried(body, 400).body("message", containsString(names == null ? "" : names));
    }

    private static ValidatableResponse tried(String body, int status) {
        return given().contentType("application/json")
                .body(body)
                .post("/api/v3/mapping/try")
                .then()
                .statusCode(status);
    }
}
