package io.hearth.device.discovery;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.contracts.bus.Envelope;
import io.hearth.contracts.bus.EnvelopeCodec;
import io.hearth.contracts.codec.Json;
import io.hearth.contracts.event.DeadLetter;
import io.hearth.contracts.metadata.Device;
import io.hearth.contracts.metadata.SystemEvent;
import io.hearth.device.Listener;
import io.hearth.device.Samples;
import io.hearth.runtime.testing.WithBroker;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Devices whose names are in payloads show themselves too: the same watcher, the same bounds; on a real broker. */
@QuarkusTest
@QuarkusTestResource(value = WithBroker.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = WithGateway.class, restrictToAnnotatedClass = true)
class PayloadDiscoveryTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String LETTERS = "edgex/dead-letters/device-mqtt";
    private static final String WATCHER = """
            {"name":"sensors","serviceName":"device-mqtt","identifiers":{"name":"^s-?[0-9]+$","topic":"^gw/batch$"},
             "blockingIdentifiers":{"name":["s2"]},"adminState":"UNLOCKED",
             "discoveredDevice":{"profileName":"gateway-sensor","adminState":"UNLOCKED"}}""";

    @Test
    void names_in_a_payload_are_added_as_those_in_topics_are_and_ten_thousand_of_them_delay_nobody() throws Exception {
        await("ready").atMost(SOON).until(() -> given().get("/q/health/ready").statusCode() == 200);
        try (Listener mqtt = new Listener(WithBroker.broker().port(), "edgex/events/#", LETTERS)) {
            long begun = System.nanoTime();
            WithMetadataPlayer.metadata.watchers.put("sensors", Json.mapper().readTree(WATCHER));
            mqtt.publish("gw/batch", message(Stream.of("s2", "s 3", "s1", "attic", "s4", "s4", "s5")));

            await().atMost(SOON).until(() -> WithMetadataPlayer.metadata.devices.containsKey("s5"));
            assertThat(WithMetadataPlayer.metadata.devices).containsOnlyKeys("livingroom", "s1", "s4", "s5");
            assertThat(WithMetadataPlayer.metadata
                            .devices
                            .get("s4")
                            .path("profileName")
                            .asText())
                    .isEqualTo("gateway-sensor");
            JsonNode unknown = Json.mapper()
                    .readTree(given().get("/api/v3/unknown/all?limit=-1").asString());
            assertThat(unknown.path("unknownDevices").findValuesAsText("name"))
                    .contains("s2", "s 3", "attic")
                    .doesNotContain("s1");
            assertThat(unknown.path("unknownDevices").findValuesAsText("messages"))
                    .containsOnly("1");

            int room = 10_000 - 1;
            mqtt.publish(
                    "gw/batch",
                    message(Stream.concat(IntStream.range(0, room).mapToObj(i -> "s-" + i), Stream.of("s1"))));

            await("the known device's readings").atMost(SOON).until(() -> events(mqtt) == 2);
            await("one dead letter for each message")
                    .atMost(SOON)
                    .until(() -> letters(mqtt).size() == 2);
            assertThat(letters(mqtt)).extracting(DeadLetter::reason).containsOnly("unknown-device");
            await("all were looked at").atMost(SOON).until(() -> given().get("/api/v3/unknown/all")
                    .<Integer>path("forgotten")
                    .equals(room - 100));
            // Three at once, and one more every 20 s if this has taken that long.
            int since = (int) (Duration.ofNanos(System.nanoTime() - begun).toSeconds() / 20);
            assertThat(WithMetadataPlayer.metadata.devices).hasSizeBetween(4, 5 + since);
        }
    }

    @Test
    void what_came_before_the_device_was_known_is_stored_by_a_replay_and_the_others_are_not_again() {
        await("ready").atMost(SOON).until(() -> given().get("/q/health/ready").statusCode() == 200);
        try (Listener mqtt = new Listener(WithBroker.broker().port(), "edgex/events/#", LETTERS)) {
            mqtt.publish("gw/batch", message(Stream.of("s1", "u-7")));
            await().atMost(SOON).until(() -> letters(mqtt).size() == 1 && events(mqtt) == 1);

            Device known = Samples.device("u-7", "gateway-sensor");
            mqtt.publish(
                    "edgex/system-events/core-metadata/device/add/device-mqtt/gateway-sensor",
                    EnvelopeCodec.encode(Envelope.event(
                            new SystemEvent("v3", "device", "add", "core-metadata", "device-mqtt", null, known, 1))));
            await().atMost(SOON)
                    .until(() -> given().get("/api/v3/mapping/device/name/u-7").statusCode() == 200);
            DeadLetter letter = letters(mqtt).getFirst();
            mqtt.publish("edgex/replays/device-mqtt", EnvelopeCodec.encode(Envelope.event(letter)));

            await().atMost(SOON).until(() -> of(mqtt, "u-7").size() == 1);
            mqtt.publish("gw/batch", message(Stream.of("s1")));
            await("the next one").atMost(SOON).until(() -> events(mqtt) >= 2);
            assertThat(events(mqtt)).as("not the one that was there").isEqualTo(2);
            assertThat(letters(mqtt)).hasSize(1);
            assertThat(of(mqtt, "u-7").getFirst()).contains("\"origin\":" + letter.time());
        }
    }

    private static String message(Stream<String> names) {
        return names.map(name -> "{\"id\":\"" + name + "\",\"t\":1}")
                .collect(Collectors.joining(",", "{\"sensors\":[", "]}"));
    }

    private static long events(Listener mqtt) {
        return of(mqtt, "s1").size();
    }

    private static List<String> of(Listener mqtt, String device) {
        return mqtt.payloads("edgex/events/device/device-mqtt/gateway-sensor/" + device + "/t");
    }

    private static List<DeadLetter> letters(Listener mqtt) {
        return mqtt.heard(message -> message.getTopic().toString().equals(LETTERS)).stream()
                .map(message -> EnvelopeCodec.decode(message.getPayloadAsBytes(), DeadLetter.class)
                        .payload())
                .toList();
    }
}
