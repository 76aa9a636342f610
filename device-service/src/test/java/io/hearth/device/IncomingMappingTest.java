package io.hearth.device;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.hearth.contracts.bus.Envelope;
import io.hearth.contracts.bus.EnvelopeCodec;
import io.hearth.contracts.event.AddEventRequest;
import io.hearth.contracts.event.DeadLetter;
import io.hearth.contracts.event.Event;
import io.hearth.contracts.metadata.Device;
import io.hearth.contracts.metadata.DeviceProfile;
import io.hearth.contracts.metadata.SystemEvent;
import io.hearth.runtime.testing.WithBroker;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Devices with topics and payloads of their own, between a real broker and a core-metadata. */
@QuarkusTest
@QuarkusTestResource(value = WithBroker.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = WithMetadata.class, restrictToAnnotatedClass = true)
class IncomingMappingTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private Listener mqtt;

    @BeforeEach
    void listen() {
        await("ready").atMost(SOON).until(() -> given().get("/q/health/ready").statusCode() == 200);
        mqtt = new Listener(WithBroker.broker().port(), "edgex/events/#", "edgex/dead-letters/#");
    }

    @AfterEach
    void leave() {
        mqtt.close();
    }

    @Test
    void a_gateways_message_is_an_event_of_each_device_with_its_own_time_and_what_is_wrong_a_dead_letter() {
        Instant measured = Instant.now().minusSeconds(7200).truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
        added(
                Incoming.profile(
                        "gw-sensor",
                        "t Float64 { topic: \"gw/{gateway}/+\", each: /s, device: /id, time: ^/at, timeFormat: unix-s }"),
                Samples.device("gw-1", "gw-sensor"),
                Samples.device("gw-2", "gw-sensor"));

        mqtt.publish(
                "gw/roof/batch",
                "{\"at\":" + measured.getEpochSecond()
                        + ",\"s\":[{\"id\":\"gw-1\",\"t\":1.5},{\"id\":\"gw-2\",\"t\":2.5},{\"id\":\"stranger\",\"t\":9}]}");

        Event first = event("edgex/events/device/device-mqtt/gw-sensor/gw-1/t");
        Event second = event("edgex/events/device/device-mqtt/gw-sensor/gw-2/t");
        assertThat(first.origin()).isEqualTo(measured.getEpochSecond() * 1_000_000_000L);
        assertThat(first.readings().getFirst().origin()).isEqualTo(first.origin());
        assertThat(first.tags()).isEqualTo(Map.of("gateway", "roof"));
        assertThat(second.id()).isNotEqualTo(first.id());
        await("dead letter").atMost(SOON).until(() -> mqtt.payloads("edgex/dead-letters/device-mqtt").stream()
                .anyMatch(letter -> letter.contains("stranger")));
        DeadLetter letter = EnvelopeCodec.decode(
                        mqtt.heard(message -> message.getTopic().toString().startsWith("edgex/dead-letters"))
                                .getFirst()
                                .getPayloadAsBytes(),
                        DeadLetter.class)
                .payload();
        assertThat(letter.reason()).isEqualTo("unknown-device");
    }

    @Test
    void octets_under_a_fixed_topic_are_read_back_and_what_is_missing_is_counted() {
        String alike = "topic: plant/press, format: bytes, byteOrder: little";
        added(
                Incoming.profile("press", "force Uint16 { " + alike + " }", "temp Int16 { " + alike + ", offset: 2 }"),
                Samples.device("press", "press"));

        mqtt.publish("plant/press", new byte[] {0x34, 0x12});

        await("read").atMost(SOON).untilAsserted(() -> given().get("/api/v3/device/name/press/force")
                .then()
                .statusCode(200)
                .body("event.readings[0].value", equalTo("4660")));
        given().get("/q/metrics")
                .then()
                .body(containsString("hearth_reading_oddities_total{reason=\"missing\",service=\"device-mqtt\"} 1"));
    }

    private void added(String yaml, Device... devices) {
        DeviceProfile profile = Samples.profile(yaml);
        WithMetadata.PROFILES.put(profile.name(), profile);
        for (Device device : devices) {
            WithMetadata.DEVICES.add(device);
            SystemEvent event = new SystemEvent("v3", "device", "add", "core-metadata", "device-mqtt", null, device, 1);
            mqtt.publish(
                    "edgex/system-events/core-metadata/device/add/device-mqtt/" + profile.name(),
                    EnvelopeCodec.encode(Envelope.event(event)));
        }
        for (Device device : devices) {
            await(device.name())
                    .atMost(SOON)
                    .until(() -> given().get("/api/v3/mapping/device/name/" + device.name())
                                    .statusCode()
                            == 200);
        }
        await("subscribed")
                .atMost(SOON)
                .until(() -> given().get("/q/health/ready").statusCode() == 200);
    }

    private Event event(String topic) {
        await(topic).atMost(SOON).until(() -> !mqtt.payloads(topic).isEmpty());
        return EnvelopeCodec.decode(
                        mqtt.heard(message -> message.getTopic().toString().equals(topic))
                                .getFirst()
                                .getPayloadAsBytes(),
                        AddEventRequest.class)
                .payload()
                .event();
    }
}
