package io.hearth.device.command;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;

import io.hearth.device.Listener;
import io.hearth.device.Samples;
import io.hearth.device.WithMetadata;
import io.hearth.runtime.testing.WithBroker;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Transforms, mappings and assertions of a real service's values, pushed by the device, read and written. */
@QuarkusTest
@QuarkusTestResource(value = WithBroker.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = WithMetadata.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = ConversionsTest.WithMeter.class, restrictToAnnotatedClass = true)
class ConversionsTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String EVENTS = "edgex/events/device/device-mqtt/meter/meter/";
    private static final String METER = """
            name: meter
            deviceResources:
              - name: power
                attributes: { topic: "home/{device}/{resource}", commandTopic: "set/{device}/{resource}", key: "" }
                properties: { valueType: Float64, readWrite: RW, scale: 0.1, offset: -40, maximum: 100 }
              - name: count
                attributes: { topic: "home/{device}/{resource}", commandTopic: "set/{device}/{resource}", key: "" }
                properties: { valueType: Uint8, readWrite: RW, scale: 10 }
              - name: relay
                attributes: { topic: "home/{device}/{resource}", commandTopic: "set/{device}/{resource}", key: "" }
                properties: { valueType: Uint8, readWrite: RW, mask: 240, shift: -4 }
              - name: health
                attributes: { topic: "home/{device}/{resource}" }
                properties: { valueType: String, readWrite: R, assertion: ok }
            deviceCommands:
              - name: switch
                readWrite: RW
                resourceOperations: [ { deviceResource: relay, mappings: { "1": "on", "0": "off" } } ]
            """;

    private Listener mqtt;

    /** A meter beside the smart home. */
    public static final class WithMeter implements QuarkusTestResourceLifecycleManager {
        @Override
        public Map<String, String> start() {
            WithMetadata.PROFILES.put("meter", Samples.profile(METER));
            WithMetadata.DEVICES.add(Samples.device("meter", "meter"));
            return Map.of();
        }

        @Override
        public void stop() {
            WithMetadata.PROFILES.remove("meter");
        }
    }

    @BeforeEach
    void listen() {
        await("ready").atMost(SOON).until(() -> given().get("/q/health/ready").statusCode() == 200);
        mqtt = new Listener(WithBroker.broker().port(), "edgex/#", "set/#");
    }

    @AfterEach
    void leave() {
        mqtt.close();
    }

    @Test
    void what_a_device_sends_is_computed_and_so_is_what_it_is_told() {
        mqtt.publish("home/meter/power", "235");
        told(EVENTS + "power", "\"-16.5\"");
        await().atMost(SOON).untilAsserted(() -> given().get("/api/v3/device/name/meter/power")
                .then()
                .body("event.readings.value", hasItem("-16.5")));

        put("power", "-16.5").then().statusCode(200);
        told("set/meter/power", "235.0");
        put("power", "100.5").then().statusCode(400).body("message", containsString("maximum 100"));
    }

    @Test
    void an_overflow_is_told_by_a_string() {
        mqtt.publish("home/meter/count", "26");
        told(EVENTS + "count", "\"overflow\"");
        told(EVENTS + "count", "\"String\"");
    }

    @Test
    void a_mapped_bit_is_read_and_written_by_its_word() {
        mqtt.publish("home/meter/relay", "31");
        told(EVENTS + "relay", "\"on\"");

        put("relay", "off").then().statusCode(200);
        told("set/meter/relay", "0");
        put("relay", "on").then().statusCode(200);
        told("set/meter/relay", "16");
        given().get("/api/v3/device/name/meter/switch")
                .then()
                .body("event.readings.value", hasItem("on"))
                .body("event.readings.valueType", hasItem("String"));
    }

    @Test
    void a_failed_assertion_sets_the_device_down_and_is_put_aside() {
        mqtt.publish("home/meter/health", "burning");
        mqtt.publish("home/meter/health", "burning");

        told("edgex/dead-letters/device-mqtt", "assertion-failed");
        await().atMost(SOON).until(() -> WithMetadata.CHANGES.stream()
                .anyMatch(change -> change.contains("\"DOWN\"") && change.contains("\"meter\"")));
        assertThat(mqtt.payloads(EVENTS + "health")).isEmpty();
    }

    private io.restassured.response.Response put(String resource, String value) {
        return given().contentType("application/json")
                .body("{\"" + resource + "\":\"" + value + "\"}")
                .put("/api/v3/device/name/meter/" + resource);
    }

    private void told(String topic, String part) {
        await(topic + " " + part).atMost(SOON).until(() -> mqtt.payloads(topic).stream()
                .anyMatch(payload -> payload.contains(part)));
    }
}
