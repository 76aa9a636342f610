package io.hearth.device.intake;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import io.hearth.contracts.bus.Envelope;
import io.hearth.contracts.bus.EnvelopeCodec;
import io.hearth.contracts.metadata.AddDeviceRequest;
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

/** The whole service between two real brokers of devices. */
@QuarkusTest
@QuarkusTestResource(value = WithBroker.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = WithPlantBroker.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = WithMetadata.class, restrictToAnnotatedClass = true)
class TwoBrokersTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String EVENTS = "edgex/events/device/device-mqtt/";

    private static final String AWAY = "checks.find { it.name == 'device registry' }.data.brokersAway";

    private Listener home;
    private Listener plant;

    @BeforeEach
    void both() {
        home = new Listener(WithBroker.broker().port(), "edgex/#", "home/+/control", "command/#");
        plant = new Listener(WithPlantBroker.broker().port(), "home/+/control", "command/#");
        ready();
        home.tell("add", Samples.device("kiln", "boiler", Map.of("broker", "plant")));
        home.tell("add", Samples.device("press", "room-thermometer", Map.of("broker", "plant")));
        await().atMost(SOON)
                .until(() -> given().get("/api/v3/mapping/device/name/press").statusCode() == 200);
        ready();
    }

    @AfterEach
    void leave() {
        home.close();
        plant.close();
    }

    @Test
    void a_device_is_heard_at_its_broker_and_is_a_stranger_at_another() {
        plant.publish("home/kiln/status", "{\"current\":900.5,\"heating\":true}");
        await().atMost(SOON).until(() -> heard(EVENTS + "boiler/kiln/status", "900.5"));

        home.publish("home/kiln/status", "{\"current\":1.25,\"heating\":true}");
        plant.publish("home/livingroom/temperature", "2.25");

        await().atMost(SOON)
                .until(() -> letters("home/kiln/status") == 1 && letters("home/livingroom/temperature") == 1);
        assertThat(heard(EVENTS + "boiler/kiln/status", "1.25")).isFalse();
        given().get("/q/metrics").then().body(containsString("hearth_broker_connected{broker=\"plant\"} 1.0"));
    }

    @Test
    void a_command_goes_to_its_device_s_broker_as_that_takes_it_and_to_no_other() {
        given().contentType("application/json")
                .body("{\"mode\":\"heat\"}")
                .put("/api/v3/device/name/kiln/control")
                .then()
                .statusCode(200);

        await().atMost(SOON).until(() -> plant.payloads("home/kiln/control").contains("{\"mode\":\"heat\"}"));
        assertThat(plant.heard(message -> message.getTopic().toString().equals("home/kiln/control"))
                        .getLast()
                        .getQos())
                .isEqualTo(MqttQos.AT_LEAST_ONCE);
        assertThat(home.payloads("home/kiln/control")).isEmpty();
        given().get("/api/v3/mapping/device/name/kiln").then().body(containsString("sent with 1"));
    }

    @Test
    void a_reply_comes_from_its_device_s_broker() {
        WithMetadata.PROFILES.put("bare-thermometer", Samples.profile("""
                        name: bare-thermometer
                        deviceResources:
                          - name: level
                            properties: { valueType: Int32, readWrite: RW }
                        """));
        home.tell(
                "add",
                Samples.device(
                        "gauge", "bare-thermometer", Map.of("broker", "plant", "CommandTopic", "command/gauge")));
        await().atMost(SOON)
                .until(() -> given().get("/api/v3/mapping/device/name/gauge").statusCode() == 200);
        ready();
        Thread.startVirtualThread(() -> {
            String beginning = "command/gauge/level/get/";
            await().atMost(SOON).until(() -> !requested(beginning).isEmpty());
            plant.publish("command/response/" + requested(beginning), "{\"level\":7}");
        });

        given().get("/api/v3/device/name/gauge/level")
                .then()
                .statusCode(200)
                .body("event.readings[0].value", equalTo("7"));
    }

    private String requested(String beginning) {
        return plant.heard(message -> message.getTopic().toString().startsWith(beginning)).stream()
                .map(message -> message.getTopic().toString().substring(beginning.length()))
                .reduce("", (before, last) -> last);
    }

    @Test
    void a_broker_that_is_away_is_named_and_delays_nobody_at_the_other() {
        WithPlantBroker.broker().kill();
        await().atMost(SOON).untilAsserted(() -> given().get("/q/health/ready")
                .then()
                .statusCode(200)
                .body(AWAY, equalTo("plant"))
                .body(containsString("the devices' broker 'plant' at 127.0.0.1:")));
        given().get("/q/metrics").then().body(containsString("hearth_broker_listening{broker=\"plant\"} 0.0"));

        home.publish("home/livingroom/temperature", "20.125");
        await().atMost(SOON).until(() -> heard(EVENTS + "room-thermometer/livingroom/temperature", "20.125"));
        given().contentType("application/json")
                .body("{\"mode\":\"heat\"}")
                .put("/api/v3/device/name/kiln/control")
                .then()
                .statusCode(503)
                .body("message", containsString("'plant'"));
        given().contentType("application/json")
                .body("{\"mode\":\"heat\"}")
                .put("/api/v3/device/name/boiler/control")
                .then()
                .statusCode(200);

        WithPlantBroker.broker().start();
        ready();
    }

    @Test
    void a_filter_that_a_named_broker_refuses_is_told_by_readiness_with_broker_and_reason_until_it_is_taken() {
        home.tell(
                "add",
                Samples.device("mill", "room-thermometer", Map.of("broker", "plant", "topic", "mill/{resource}")));

        await().atMost(SOON).untilAsserted(() -> given().get("/q/health/ready")
                .then()
                .statusCode(200)
                .body(AWAY, equalTo("plant"))
                .body(containsString("the devices' broker 'plant' at 127.0.0.1:"))
                .body(containsString("does not let us subscribe to 'mill/+' (NOT_AUTHORIZED)")));
        given().get("/q/metrics").then().body(containsString("hearth_broker_listening{broker=\"plant\"} 0.0"));

        RefusingBroker.grant(plant);
        ready();
    }

    @Test
    void while_a_broker_is_away_its_devices_are_not_silent_and_those_of_others_may_be() {
        WithPlantBroker.broker().kill();
        await().atMost(SOON)
                .untilAsserted(() -> given().get("/q/health/ready").then().body(AWAY, equalTo("plant")));
        home.tell("add", Samples.device("lathe", "room-thermometer", Map.of("broker", "plant", "silence", "1s")));
        home.tell("add", Samples.device("attic", "room-thermometer", Map.of("silence", "2s")));

        await("attic is silent").atMost(SOON).until(() -> "silence".equals(offline("attic")));
        assertThat(offline("lathe")).isNull();

        WithPlantBroker.broker().start();
        ready();
        await("lathe is silent").atMost(SOON).until(() -> "silence".equals(offline("lathe")));
    }

    private static String offline(String device) {
        return given().get("/api/v3/online/device/name/" + device).path("device.offline");
    }

    @Test
    void an_unknown_device_is_known_by_the_broker_where_it_publishes() {
        plant.publish("home/stranger/temperature", "1");

        await().atMost(SOON).untilAsserted(() -> given().get("/api/v3/unknown/all")
                .then()
                .body("unknownDevices.find { it.name == 'stranger' }.broker", equalTo("plant")));
    }

    @Test
    void a_device_of_a_broker_that_is_not_set_is_not_taken() {
        String id = UUID.randomUUID().toString();
        Device lost = Samples.device("lost", "room-thermometer", Map.of("broker", "mars"));
        home.publish(
                "edgex/device-mqtt/validate/device",
                EnvelopeCodec.encode(Envelope.request(id, new AddDeviceRequest("v3", id, lost), Map.of())));

        String reply = "edgex/response/device-mqtt/" + id;
        await().atMost(SOON).until(() -> !home.payloads(reply).isEmpty());
        Envelope<JsonNode> answer = EnvelopeCodec.decode(
                home.heard(message -> message.getTopic().toString().equals(reply))
                        .getFirst()
                        .getPayloadAsBytes(),
                JsonNode.class);
        assertThat(answer.errorMessage()).contains("protocols.mqtt.broker 'mars'", "[default, plant]");
    }

    private static void ready() {
        await("ready")
                .atMost(Duration.ofSeconds(40))
                .untilAsserted(() ->
                        given().get("/q/health/ready").then().statusCode(200).body(AWAY, equalTo("")));
    }

    private boolean heard(String topic, String value) {
        return home.payloads(topic).stream().anyMatch(text -> text.contains("\"" + value + "\""));
    }

    private long letters(String topic) {
        return home.payloads("edgex/dead-letters/device-mqtt").stream()
                .filter(letter -> letter.contains(topic))
                .count();
    }
}
