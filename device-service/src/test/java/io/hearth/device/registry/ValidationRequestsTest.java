package io.hearth.device.registry;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Validation of devices over the bus, between a real broker and a core-metadata. */
@QuarkusTest
@QuarkusTestResource(value = WithBroker.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = WithMetadata.class, restrictToAnnotatedClass = true)
class ValidationRequestsTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String TOPIC = "edgex/device-mqtt/validate/device";

    private Listener mqtt;

    @BeforeEach
    void listen() {
        await("ready").atMost(SOON).until(() -> given().get("/q/health/ready").statusCode() == 200);
        mqtt = new Listener(WithBroker.broker().port(), "edgex/response/device-mqtt/#");
    }

    @AfterEach
    void leave() {
        mqtt.close();
    }

    @Test
    void a_device_of_a_known_profile_is_taken_and_the_reply_carries_the_ids_of_the_request() {
        Envelope<?> request = request(Samples.device("attic", "room-thermometer"));

        Envelope<JsonNode> reply = reply(request);

        assertThat(reply.errorCode()).isZero();
        assertThat(reply.payload()).isNull();
        assertThat(reply.requestId()).isEqualTo(request.requestId());
        assertThat(reply.correlationId()).isEqualTo(request.correlationId());
        assertThat(reply.contentType()).isEqualTo("application/json");
    }

    @Test
    void a_device_of_a_profile_that_no_device_has_yet_is_held_against_core_metadata_s() {
        WithMetadata.PROFILES.put(
                "spare", Samples.profile(Samples.THERMOMETER.replace("name: room-thermometer", "name: spare")));
        WithMetadata.PROFILES.put(
                "broken",
                Samples.profile(Samples.THERMOMETER
                        .replace("name: room-thermometer", "name: broken")
                        .replace("home/{device}/{resource}", "home/#/{device}")));

        assertThat(reply(request(Samples.device("attic", "spare"))).isError()).isFalse();
        assertThat(reply(request(Samples.device("attic", "broken"))).errorMessage())
                .contains("home/#/{device}");
    }

    @Test
    void a_device_with_settings_that_make_no_sense_is_refused_with_the_reason() {
        Envelope<JsonNode> reply =
                reply(request(Samples.device("attic", "room-thermometer", Map.of("topic", "home/#/x"))));

        assertThat(reply.errorCode()).isEqualTo(1);
        assertThat(reply.errorMessage()).contains("protocols.mqtt.topic", "home/#/x");
    }

    @Test
    void a_request_without_a_device_is_answered_with_an_error() {
        assertThat(reply(Envelope.request(null)).errorMessage()).contains("device");
        assertThat(reply(Envelope.request(List.of(1))).errorMessage()).contains("device");
    }

    @Test
    void what_is_no_request_stops_nobody_else() {
        mqtt.publish(TOPIC, "not an envelope");
        mqtt.publish(
                TOPIC,
                EnvelopeCodec.encode(Envelope.request("no/uuid", Map.of("device", Map.of("name", "x")), Map.of())));

        assertThat(reply(request(Samples.device("attic", "room-thermometer"))).isError())
                .isFalse();
        assertThat(mqtt.heard(message -> message.getTopic().toString().contains("no/uuid")))
                .isEmpty();
    }

    private static Envelope<?> request(Device device) {
        String id = UUID.randomUUID().toString();
        return Envelope.request(id, new AddDeviceRequest("v3", id, device), Map.of());
    }

    private Envelope<JsonNode> reply(Envelope<?> request) {
        String topic = "edgex/response/device-mqtt/" + request.requestId();
        mqtt.publish(TOPIC, EnvelopeCodec.encode(request));
        await().atMost(SOON).until(() -> !mqtt.payloads(topic).isEmpty());
        return EnvelopeCodec.decode(
                mqtt.heard(message -> message.getTopic().toString().equals(topic))
                        .getFirst()
                        .getPayloadAsBytes(),
                JsonNode.class);
    }
}
