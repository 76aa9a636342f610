package io.hearth.device.command;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import com.fasterxml.jackson.databind.JsonNode;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import io.hearth.contracts.bus.Envelope;
import io.hearth.contracts.bus.EnvelopeCodec;
import io.hearth.contracts.event.EventResponse;
import io.hearth.contracts.event.ReadingValue;
import io.hearth.contracts.metadata.Device;
import io.hearth.device.Listener;
import io.hearth.device.Samples;
import io.hearth.device.WithMetadata;
import io.hearth.runtime.testing.WithBroker;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands to devices that report by themselves, over REST and the bus. */
@QuarkusTest
@QuarkusTestResource(value = WithBroker.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = WithMetadata.class, restrictToAnnotatedClass = true)
class DeviceCommandsTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String CONTROL = "home/boiler/control";

    private Listener mqtt;

    @BeforeEach
    void listen() {
        await("ready").atMost(SOON).until(() -> given().get("/q/health/ready").statusCode() == 200);
        mqtt = new Listener(WithBroker.broker().port(), "edgex/#", "home/+/control");
    }

    @AfterEach
    void leave() {
        mqtt.close();
    }

    @Test
    void a_set_command_reaches_the_device_as_it_expects_it() {
        given().contentType("application/json")
                .body("{\"mode\":\"heat\",\"target\":23}")
                .put("/api/v3/device/name/boiler/control")
                .then()
                .statusCode(200)
                .contentType(equalTo("application/json"))
                .body("statusCode", equalTo(200));

        await().atMost(SOON).until(() -> mqtt.payloads(CONTROL).contains("{\"mode\":\"heat\",\"target\":23}"));
        assertThat(mqtt.heard(message -> message.getTopic().toString().equals(CONTROL))
                        .getLast()
                        .getQos())
                .isEqualTo(MqttQos.EXACTLY_ONCE);
        try (Listener late = new Listener(WithBroker.broker().port(), CONTROL)) {
            await("retained").atMost(SOON).until(() -> !late.payloads(CONTROL).isEmpty());
        }
        await().atMost(SOON).untilAsserted(() -> given().get("/q/metrics")
                .then()
                .body(containsString("hearth_messages_ignored_total{reason=\"own-command\"")));
    }

    @Test
    void a_read_answers_what_was_last_reported() {
        given().get("/api/v3/device/name/boiler/heating?ds-returnevent=maybe")
                .then()
                .statusCode(400);
        mqtt.publish("home/boiler/status", "{\"current\":21.75,\"heating\":false}");
        await().atMost(SOON).untilAsserted(() -> given().get("/api/v3/device/name/boiler/status")
                .then()
                .statusCode(200)
                .body("event.sourceName", equalTo("status"))
                .body("event.readings.value", hasItem("21.75")));
        given().get("/api/v3/device/name/boiler/current?ds-returnevent=false")
                .then()
                .statusCode(200)
                .body(equalTo(""));
    }

    @Test
    void the_events_of_a_read_and_a_write_carry_the_tags_of_device_command_and_resource() {
        WithMetadata.PROFILES.put("tank", Samples.profile(Samples.TANK));
        mqtt.tell("add", Samples.tagged("cistern", "tank", Map.of("floor", 2)));
        await().atMost(SOON)
                .until(() -> given().get("/api/v3/mapping/device/name/cistern").statusCode() == 200);
        mqtt.publish("tank/north/cistern", "{\"level\":7,\"open\":true}");

        await().atMost(SOON).untilAsserted(() -> given().get("/api/v3/device/name/cistern/state")
                .then()
                .statusCode(200)
                .body("event.tags", equalTo(Map.of("floor", 2, "kind", "state")))
                .body("event.readings[0].tags", equalTo(Map.of("medium", "water"))));
        given().contentType("application/json")
                .body("{\"level\":9}")
                .put("/api/v3/device/name/cistern/fill")
                .then()
                .statusCode(200);
        String written = "edgex/events/device/device-mqtt/tank/cistern/fill";
        await().atMost(SOON).until(() -> !mqtt.payloads(written).isEmpty());
        assertThat(mqtt.payloads(written).getFirst())
                .contains("\"tags\":{\"medium\":\"water\"}", "\"kind\":\"filling\"", "\"floor\":2");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, nobody, x, 404",
        "GET, locked, status, 423",
        "GET, down, status, 423",
        "GET, bare, status, 423",
        "GET, boiler, nothing, 404",
        "GET, boiler, control, 405",
        "PUT, boiler, status, 405",
        "PUT, boiler, control, 500"
    })
    void what_is_not_possible_is_refused_in_edgex_order(String method, String device, String command, int status) {
        given().contentType("application/json")
                .body(method.equals("PUT") ? "{}" : "")
                .request(method, "/api/v3/device/name/" + device + "/" + command)
                .then()
                .statusCode(status)
                .body("message", containsString("'"));
    }

    @Test
    void what_has_not_reported_yet_is_said_so() {
        Device quiet = Samples.device("quiet", "room-thermometer");
        mqtt.tell("add", quiet);
        await().atMost(SOON)
                .until(() -> given().get("/api/v3/mapping/device/name/quiet").statusCode() == 200);

        given().get("/api/v3/device/name/quiet/temperature")
                .then()
                .statusCode(500)
                .body("message", containsString("has not reported yet"));
    }

    @Test
    void a_command_on_the_bus_acts_once_and_is_answered_each_time() {
        Envelope<?> request =
                Envelope.request(UUID.randomUUID().toString(), Map.of("mode", "off", "target", 12.5), Map.of());
        String topic = "edgex/device/command/request/device-mqtt/boiler/control/set";
        String replyTopic = "edgex/response/device-mqtt/" + request.requestId();

        mqtt.publish(topic, EnvelopeCodec.encode(request));
        mqtt.publish(topic, EnvelopeCodec.encode(request));

        await().atMost(SOON).until(() -> mqtt.payloads(replyTopic).size() == 2);
        Envelope<JsonNode> reply = reply(replyTopic, JsonNode.class);
        assertThat(reply.isError()).isFalse();
        assertThat(reply.payload()).isNull();
        assertThat(reply.correlationId()).isEqualTo(request.correlationId());
        await().atMost(SOON).until(() -> mqtt.payloads(CONTROL).stream().anyMatch(payload -> payload.contains("12.5")));
        assertThat(mqtt.payloads(CONTROL))
                .filteredOn(payload -> payload.contains("12.5"))
                .hasSize(1);
    }

    @Test
    void a_read_on_the_bus_is_answered_with_the_event() {
        mqtt.publish("home/boiler/status", "{\"current\":19.25,\"heating\":false}");
        await().atMost(SOON).until(() -> given().get("/api/v3/device/name/boiler/current")
                .asString()
                .contains("\"19.25\""));
        Envelope<?> request = Envelope.request(null);
        String replyTopic = "edgex/response/device-mqtt/" + request.requestId();

        mqtt.publish("edgex/device/command/request/device-mqtt/boiler/current/get", EnvelopeCodec.encode(request));

        await().atMost(SOON).until(() -> !mqtt.payloads(replyTopic).isEmpty());
        assertThat(reply(replyTopic, EventResponse.class)
                        .payload()
                        .event()
                        .readings()
                        .getFirst()
                        .value())
                .isEqualTo(new ReadingValue.Simple("19.25"));
    }

    @Test
    void a_refused_command_on_the_bus_says_why_and_with_which_status() {
        Envelope<?> request = Envelope.request(Map.of("mode", "off"));
        String replyTopic = "edgex/response/device-mqtt/" + request.requestId();

        mqtt.publish("edgex/device/command/request/device-mqtt/boiler/nothing/set", EnvelopeCodec.encode(request));

        await().atMost(SOON).until(() -> !mqtt.payloads(replyTopic).isEmpty());
        Envelope<JsonNode> reply = reply(replyTopic, JsonNode.class);
        assertThat(reply.errorCode()).isEqualTo(1);
        assertThat(reply.statusCode()).isEqualTo(404);
        assertThat(reply.errorMessage()).contains("nothing");
    }

    @Test
    void a_command_on_the_bus_for_a_device_whose_news_has_not_come_yet_may_be_asked_again() {
        Envelope<?> request = Envelope.request(Map.of("mode", "off"));
        String replyTopic = "edgex/response/device-mqtt/" + request.requestId();

        mqtt.publish("edgex/device/command/request/device-mqtt/nobody/control/set", EnvelopeCodec.encode(request));

        await().atMost(SOON).until(() -> !mqtt.payloads(replyTopic).isEmpty());
        Envelope<JsonNode> reply = reply(replyTopic, JsonNode.class);
        assertThat(reply.statusCode()).isEqualTo(503);
        assertThat(reply.errorMessage()).contains("nobody");
    }

    @Test
    void a_command_that_nobody_can_be_answered_for_is_dead_lettered() {
        mqtt.publish("edgex/device/command/request/device-mqtt/boiler/control/set", "not an envelope");

        await().atMost(SOON).until(() -> mqtt.letters().stream()
                .anyMatch(letter -> letter.reason().equals("not-an-envelope")));
    }

    private <T> Envelope<T> reply(String topic, Class<T> type) {
        return EnvelopeCodec.decode(
                mqtt.heard(message -> message.getTopic().toString().equals(topic))
                        .getFirst()
                        .getPayloadAsBytes(),
                type);
    }
}
