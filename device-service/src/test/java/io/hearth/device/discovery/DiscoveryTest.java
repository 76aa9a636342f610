package io.hearth.device.discovery;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.contracts.bus.EnvelopeCodec;
import io.hearth.contracts.codec.Json;
import io.hearth.device.Listener;
import io.hearth.runtime.testing.WithBroker;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** EdgeX API, device service: discovery; with strangers on a real broker. */
@QuarkusTest
@QuarkusTestResource(value = WithBroker.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = WithMetadataPlayer.class, restrictToAnnotatedClass = true)
class DiscoveryTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String WATCHER = """
            {"name":"any","serviceName":"device-mqtt","identifiers":{"name":"^room","topic":"temperature$"},
             "blockingIdentifiers":{"name":["room-9"]},"adminState":"UNLOCKED","labels":["found"],
             "discoveredDevice":{"profileName":"room-thermometer","adminState":"UNLOCKED"}}""";

    @Test
    void unknown_names_are_listed_and_added_when_a_watcher_waits_for_them_at_the_allowed_rate() throws Exception {
        await("ready").atMost(SOON).until(() -> given().get("/q/health/ready").statusCode() == 200);
        try (Listener mqtt = new Listener(WithBroker.broker().port(), "edgex/system-events/device-mqtt/#")) {
            mqtt.publish("home/room-1/temperature", "18.5");
            mqtt.publish("home/attic/temperature", "11");
            await().atMost(SOON).until(() -> given().get("/api/v3/unknown/all")
                    .path("totalCount")
                    .equals(2));
            given().get("/api/v3/unknown/all?limit=1").then().body("unknownDevices[0].name", equalTo("attic"));
            assertThat(WithMetadataPlayer.metadata.devices).containsOnlyKeys("livingroom");

            long begun = System.nanoTime();
            WithMetadataPlayer.metadata.watchers.put("any", Json.mapper().readTree(WATCHER));
            String id = given().post("/api/v3/discovery")
                    .then()
                    .statusCode(202)
                    .extract()
                    .path("requestId");
            await().atMost(SOON).until(() -> progress(mqtt, id).contains(100));
            assertThat(progress(mqtt, id)).startsWith(0);
            JsonNode added = WithMetadataPlayer.metadata.devices.get("room-1");
            assertThat(added.path("operatingState").asText()).isEqualTo("UP");
            assertThat(added.path("profileName").asText()).isEqualTo("room-thermometer");
            assertThat(WithMetadataPlayer.metadata.asked).contains("POST device?bypassValidation=true");

            // By themselves, as they publish: two more this minute, and never one that is blocked or oddly named.
            for (int i = 2; i < 10; i++) {
                mqtt.publish("home/room-" + i + "/temperature", "1");
            }
            mqtt.publish("home/room 1/temperature", "1");
            await().atMost(SOON).until(() -> WithMetadataPlayer.metadata.devices.size() >= 4);
            await().atMost(SOON).until(() -> given().get("/api/v3/unknown/all?limit=-1")
                    .<List<String>>path("unknownDevices.name")
                    .contains("room 1"));
            // Three at once, and one more every 20 s if this has taken that long.
            int since = (int) (Duration.ofNanos(System.nanoTime() - begun).toSeconds() / 20);
            assertThat(WithMetadataPlayer.metadata.devices)
                    .hasSizeBetween(4, 4 + since)
                    .doesNotContainKeys("room-9", "room 1", "attic");
        }
        given().delete("/api/v3/discovery").then().statusCode(200);
        given().delete("/api/v3/discovery/requestId/x").then().statusCode(200);
        given().contentType("application/json")
                .body("{}")
                .post("/api/v3/profilescan")
                .then()
                .statusCode(501);
        given().delete("/api/v3/profilescan/device/name/x").then().statusCode(501);
    }

    private static List<Integer> progress(Listener mqtt, String id) {
        return mqtt
                .heard(message -> message.getTopic()
                        .toString()
                        .equals("edgex/system-events/device-mqtt/device/discovery/device-mqtt"))
                .stream()
                .map(message -> EnvelopeCodec.decode(message.getPayloadAsBytes(), JsonNode.class)
                        .payload()
                        .path("details"))
                .filter(details -> details.path("requestId").asText().equals(id))
                .map(details -> details.path("progress").asInt())
                .toList();
    }
}
