package io.hearth.device.command;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.contracts.bus.Envelope;
import io.hearth.contracts.bus.EnvelopeCodec;
import io.hearth.contracts.metadata.AddDeviceRequest;
import io.hearth.contracts.metadata.Device;
import io.hearth.contracts.metadata.SystemEvent;
import io.hearth.device.Listener;
import io.hearth.device.Samples;
import io.hearth.device.WithMetadata;
import io.hearth.runtime.testing.WithBroker;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** EdgeX's EnableNameFieldEscape: names are percent-encoded in every topic on which others send to us or hear us. */
@QuarkusTest
@TestProfile(EscapedNamesTest.Escaping.class)
@QuarkusTestResource(value = WithBroker.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = WithMetadata.class, restrictToAnnotatedClass = true)
class EscapedNamesTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String DEVICE = "attic-1 west";
    private static final String ESCAPED = "attic%2D1%20west";

    /** As a set-up of EdgeX's with escaping has it. */
    public static final class Escaping implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("hearth.bus.enable-name-field-escape", "true");
        }
    }

    @Test
    void a_device_is_taken_told_of_read_and_commanded_under_escaped_topics() {
        await("ready").atMost(SOON).until(() -> given().get("/q/health/ready").statusCode() == 200);
        Device device = Samples.device(DEVICE, "room-thermometer");
        try (Listener mqtt = new Listener(
                WithBroker.broker().port(), "edgex/response/device%2Dmqtt/#", "edgex/events/device/device%2Dmqtt/#")) {
            Envelope<JsonNode> validated = ask(
                    mqtt,
                    "edgex/device%2Dmqtt/validate/device",
                    new AddDeviceRequest("v3", UUID.randomUUID().toString(), device));
            assertThat(validated.isError()).isFalse();

            WithMetadata.has("add", device);
            mqtt.publish(
                    "edgex/system-events/core-metadata/device/add/device%2Dmqtt/room%2Dthermometer",
                    EnvelopeCodec.encode(Envelope.event(
                            new SystemEvent("v3", "device", "add", "core-metadata", "device-mqtt", null, device, 1))));
            await("the device is known")
                    .atMost(SOON)
                    .until(() -> given().get("/api/v3/mapping/device/name/{name}", DEVICE)
                                    .statusCode()
                            == 200);

            mqtt.publish("home/" + DEVICE + "/temperature", "21.75");
            mqtt.event("edgex/events/device/device%2Dmqtt/room%2Dthermometer/" + ESCAPED + "/temperature", "21.75");

            Envelope<JsonNode> read =
                    ask(mqtt, "edgex/device/command/request/device%2Dmqtt/" + ESCAPED + "/temperature/get", null);
            assertThat(read.payload().at("/event/readings/0/value").asText()).isEqualTo("21.75");
        }
    }

    private static Envelope<JsonNode> ask(Listener mqtt, String topic, Object payload) {
        String id = UUID.randomUUID().toString();
        mqtt.publish(topic, EnvelopeCodec.encode(Envelope.request(id, payload, Map.of())));
        String reply = "edgex/response/device%2Dmqtt/" + id;
        await("reply to " + topic).atMost(SOON).until(() -> !mqtt.payloads(reply)
                .isEmpty());
        return EnvelopeCodec.decode(
                mqtt.heard(message -> message.getTopic().toString().equals(reply))
                        .getFirst()
                        .getPayloadAsBytes(),
                JsonNode.class);
    }
}
