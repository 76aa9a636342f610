package io.hearth.device;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import com.fasterxml.jackson.databind.JsonNode;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import io.hearth.contracts.bus.Envelope;
import io.hearth.contracts.bus.EnvelopeCodec;
import io.hearth.contracts.event.AddEventRequest;
import io.hearth.contracts.event.DeadLetter;
import io.hearth.contracts.event.Event;
import io.hearth.contracts.event.EventId;
import io.hearth.contracts.event.EventResponse;
import io.hearth.contracts.event.ReadingValue;
import io.hearth.contracts.metadata.Device;
import io.hearth.contracts.metadata.SystemEvent;
import io.hearth.runtime.live.LiveConfig;
import io.hearth.runtime.testing.WithBroker;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole service between a real broker and a core-metadata. */
@QuarkusTest
@QuarkusTestResource(value = WithBroker.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = WithMetadata.class, restrictToAnnotatedClass = true)
class DeviceServiceTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String CONTROL = "home/boiler/control";

    @Inject
    LiveConfig live;

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
    void edgex_s_sections_are_in_the_configuration_that_is_shown() {
        given().get("/api/v3/config")
                .then()
                .body("config.Device.MaxCmdOps", equalTo(12800))
                .body("config.Device.DataTransform", equalTo(true))
                .body("config.Device.Discovery.Enabled", equalTo(false))
                .body("config.Device.Discovery.Interval", equalTo("30s"))
                .body("config.Device.ProfilesDir", equalTo(""))
                .body("config.CustomConfiguration.MQTTBrokerInfo.IncomingTopic", equalTo("incoming/data/#"))
                .body("config.CustomConfiguration.MQTTBrokerInfo.ResponseTopic", equalTo("command/response/#"))
                .body(
                        "config.CustomConfiguration.MQTTBrokerInfo.Port",
                        equalTo(WithBroker.broker().port()));
    }

    @Test
    void a_bare_scalar_becomes_an_event_on_the_bus() {
        mqtt.publish("home/livingroom/temperature", "18.5");

        Event event = event("edgex/events/device/device-mqtt/room-thermometer/livingroom/temperature", "18.5");
        assertThat(event.deviceName()).isEqualTo("livingroom");
        assertThat(event.id())
                .isEqualTo(EventId.of("livingroom", event.origin()).toString());
        assertThat(event.readings().getFirst().units()).isEqualTo("°C");
    }

    @Test
    void readings_go_without_units_while_reading_units_is_off() {
        live.set("device-mqtt", "Writable/Reading/ReadingUnits", "false");
        try {
            mqtt.publish("home/livingroom/temperature", "18.625");
            Event event = event("edgex/events/device/device-mqtt/room-thermometer/livingroom/temperature", "18.625");
            assertThat(event.readings().getFirst().units()).isEmpty();
        } finally {
            live.set("device-mqtt", "Writable/Reading/ReadingUnits", "true");
        }
    }

    @Test
    void one_message_with_several_values_becomes_one_event_of_the_command_with_these_resources() {
        mqtt.publish("home/boiler/status", "{\"current\":22.50,\"heating\":true}");

        Event event = event("edgex/events/device/device-mqtt/boiler/boiler/status", "22.50");
        assertThat(event.readings()).hasSize(2);
        assertThat(event.sourceName()).isEqualTo("status");
    }

    @Test
    void edgex_default_topic_is_accepted() {
        mqtt.publish("incoming/data/bedroom/temperature", "{\"temperature\":17.25}");

        assertThat(event("edgex/events/device/device-mqtt/room-thermometer/bedroom/temperature", "17.25"))
                .isNotNull();
    }

    @Test
    void what_cannot_be_read_is_dead_lettered_and_the_next_good_message_goes_on() {
        mqtt.publish("home/bedroom/temperature", "warm");
        mqtt.publish("home/attic/temperature", "1");
        mqtt.publish("home/bedroom/temperature", "16.125");

        event("edgex/events/device/device-mqtt/room-thermometer/bedroom/temperature", "16.125");
        await().atMost(SOON).untilAsserted(() -> assertThat(letters())
                .extracting(DeadLetter::reason)
                .contains("not-a-number", "unknown-device"));
        metric("hearth_dead_letters_total{reason=\"not-a-number\",service=\"device-mqtt\"}");
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
        metric("hearth_messages_ignored_total{reason=\"own-command\"");
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
        tell("add", quiet);
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

        await().atMost(SOON).until(() -> letters().stream()
                .anyMatch(letter -> letter.reason().equals("not-an-envelope")));
    }

    @Test
    void a_device_that_core_metadata_tells_of_is_known_and_one_that_is_deleted_is_not() {
        Device shed = Samples.device("shed", "room-thermometer");
        tell("add", shed);
        await().atMost(SOON)
                .until(() -> given().get("/api/v3/mapping/device/name/shed").statusCode() == 200);
        mqtt.publish("home/shed/temperature", "3.5");
        event("edgex/events/device/device-mqtt/room-thermometer/shed/temperature", "3.5");

        tell("delete", shed);

        await().atMost(SOON)
                .until(() -> given().get("/api/v3/mapping/device/name/shed").statusCode() == 404);
    }

    @Test
    void it_has_registered_itself() {
        assertThat(WithMetadata.registered().name()).isEqualTo("device-mqtt");
        assertThat(WithMetadata.registered().baseAddress()).isEqualTo("http://localhost:59982");
    }

    @Test
    void it_goes_on_after_the_broker_was_killed() {
        WithBroker.broker().kill();
        await().atMost(SOON).until(() -> given().get("/q/health/ready").statusCode() == 503);
        given().get("/q/health/ready").then().body(containsString("device registry"));

        WithBroker.broker().start();
        await().atMost(Duration.ofSeconds(40))
                .until(() -> given().get("/q/health/ready").statusCode() == 200);
        mqtt.close();
        mqtt = new Listener(WithBroker.broker().port(), "edgex/#");
        mqtt.publish("home/livingroom/temperature", "20.0625");

        event("edgex/events/device/device-mqtt/room-thermometer/livingroom/temperature", "20.0625");
    }

    /** What is counted is counted when it is done, which is a little later than it is seen. */
    private static void metric(String part) {
        await(part)
                .atMost(SOON)
                .untilAsserted(() -> given().get("/q/metrics").then().body(containsString(part)));
    }

    private void tell(String action, Device device) {
        SystemEvent event = new SystemEvent("v3", "device", action, "core-metadata", "device-mqtt", null, device, 1);
        mqtt.publish(
                "edgex/system-events/core-metadata/device/" + action + "/device-mqtt/" + device.profileName(),
                EnvelopeCodec.encode(Envelope.event(event)));
    }

    private Event event(String topic, String value) {
        await(topic + " " + value).atMost(SOON).until(() -> mqtt.payloads(topic).stream()
                .anyMatch(text -> text.contains("\"" + value + "\"")));
        Mqtt3Publish found = mqtt.heard(message -> message.getTopic().toString().equals(topic)
                        && new String(message.getPayloadAsBytes(), StandardCharsets.UTF_8)
                                .contains("\"" + value + "\""))
                .getFirst();
        return EnvelopeCodec.decode(found.getPayloadAsBytes(), AddEventRequest.class)
                .payload()
                .event();
    }

    private List<DeadLetter> letters() {
        return mqtt.heard(message -> message.getTopic().toString().equals("edgex/dead-letters/device-mqtt")).stream()
                .map(message -> EnvelopeCodec.decode(message.getPayloadAsBytes(), DeadLetter.class)
                        .payload())
                .toList();
    }

    private <T> Envelope<T> reply(String topic, Class<T> type) {
        return EnvelopeCodec.decode(
                mqtt.heard(message -> message.getTopic().toString().equals(topic))
                        .getFirst()
                        .getPayloadAsBytes(),
                type);
    }
}
