package io.hearth.device.convention.homeassistant;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.contracts.bus.EnvelopeCodec;
import io.hearth.contracts.codec.Json;
import io.hearth.device.Listener;
import io.hearth.runtime.testing.WithBroker;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Home Assistant's MQTT discovery, and Homie beside it, with a real broker. */
@QuarkusTest
@QuarkusTestResource(value = WithBroker.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = WithAnnouncements.class, restrictToAnnotatedClass = true)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HomeAssistantTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String PLUG = "homeassistant/switch/0xa4c1/switch/config";
    private static final String POWER = "homeassistant/sensor/0xa4c1/power/config";
    private static final String DEVICE =
            "\"device\":{\"identifiers\":[\"zigbee2mqtt_0xa4c1\"],\"manufacturer\":\"TuYa\","
                    + "\"model\":\"Smart plug\",\"name\":\"plug\"}";
    private static final String PLUG_CONFIG = "{\"command_topic\":\"zigbee2mqtt/plug/set\"," + DEVICE
            + ",\"payload_off\":\"OFF\",\"payload_on\":\"ON\",\"state_topic\":\"zigbee2mqtt/plug\","
            + "\"unique_id\":\"0xa4c1_switch_zigbee2mqtt\",\"value_template\":\"{{ value_json.state }}\"}";
    private static final String POWER_CONFIG = "{" + DEVICE + ",\"device_class\":\"power\","
            + "\"state_topic\":\"zigbee2mqtt/plug\",\"unit_of_measurement\":\"W\","
            + "\"value_template\":\"{{ value_json.power }}\"}";

    private Listener mqtt;

    @BeforeEach
    void connect() {
        await("ready").atMost(SOON).until(() -> given().get("/q/health/ready").statusCode() == 200);
        mqtt = new Listener(WithBroker.broker().port(), "edgex/#", "zigbee2mqtt/plug/set");
    }

    @AfterEach
    void disconnect() {
        mqtt.close();
    }

    private static List<String> resources(String device) {
        JsonNode profile = WithAnnouncements.metadata.profiles.get("home-assistant." + device);
        return profile == null
                ? List.of()
                : StreamSupport.stream(profile.path("deviceResources").spliterator(), false)
                        .map(resource -> resource.path("name").asText())
                        .toList();
    }

    private static long asked(String beginning) {
        return WithAnnouncements.metadata.asked.stream()
                .filter(request -> request.startsWith(beginning))
                .count();
    }

    private List<String> letters(String topic) {
        return mqtt.heard(message -> message.getTopic().toString().contains("dead-letter")).stream()
                .map(message -> EnvelopeCodec.decode(message.getPayloadAsBytes(), JsonNode.class)
                        .payload())
                .filter(letter -> letter.path("topic").asText().startsWith(topic))
                .map(letter -> letter.path("reason").asText())
                .toList();
    }

    private static double unknownTopics() {
        return given().get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith("hearth_dead_letters_total") && line.contains("\"unknown-topic\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    @Test
    @Order(1)
    void a_device_that_announces_itself_is_there_heard_and_told() {
        mqtt.publishRetained(PLUG, PLUG_CONFIG);
        mqtt.publishRetained(POWER, POWER_CONFIG);

        await().atMost(SOON).until(() -> resources("plug").containsAll(List.of("switch", "power")));
        await().atMost(SOON).until(() -> WithAnnouncements.metadata.devices.containsKey("plug"));
        JsonNode device = WithAnnouncements.metadata.devices.get("plug");
        assertThat(device.at("/protocols/home-assistant/id").asText()).isEqualTo("zigbee2mqtt_0xa4c1");
        assertThat(WithAnnouncements.metadata
                        .profiles
                        .get("home-assistant.plug")
                        .path("manufacturer")
                        .asText())
                .isEqualTo("TuYa");

        await().atMost(SOON).until(() -> {
            mqtt.publish("zigbee2mqtt/plug", "{\"state\":\"ON\",\"power\":12.5}");
            return mqtt
                    .heard(message -> message.getTopic().toString().startsWith("edgex/events/device/device-mqtt/"))
                    .stream()
                    .map(message -> new String(message.getPayloadAsBytes()))
                    .anyMatch(event -> event.contains("\"12.5\"") && event.contains("\"ON\""));
        });
        given().contentType("application/json")
                .body("{\"switch\":\"OFF\"}")
                .put("/api/v3/device/name/plug/switch")
                .then()
                .statusCode(200);
        await().atMost(SOON).until(() -> mqtt.payloads("zigbee2mqtt/plug/set").contains("OFF"));
    }

    @Test
    @Order(2)
    void what_is_malformed_is_put_aside_and_stops_nothing_behind_it() {
        String topic = "homeassistant/sensor/bad/";
        List<String> bad = List.of(
                "{",
                "[]",
                "7",
                "null",
                "{\"state_topic\":\"a/#\"}",
                "{\"state_topic\":5}",
                "{\"device\":[]}",
                "\0",
                "{\"~\":{}}",
                "{\"state_topic\":\"t\",\"value_template\":\"{{ states('x') }}\"}");
        for (int i = 0; i < bad.size(); i++) {
            mqtt.publishRetained(topic + i + "/config", bad.get(i));
        }
        mqtt.publishRetained("homeassistant/camera/bad/x/config", "{\"topic\":\"cam\"}");
        // No id of Homie's: none of the conventions takes it.
        mqtt.publishRetained("homie/Bad Id/$homie", "4.0.0");
        mqtt.publishRetained(
                "homeassistant/sensor/good/t/config",
                "{\"stat_t\":\"good/t\",\"unit_of_meas\":\"°C\",\"dev\":{\"ids\":\"good\",\"name\":\"Good one\"}}");

        await().atMost(SOON).until(() -> WithAnnouncements.metadata.devices.containsKey("Good-one"));
        await().atMost(SOON).until(() -> letters(topic).size() == bad.size());
        assertThat(letters(topic)).containsOnly("not-json", "not-understood");
        assertThat(letters("homeassistant/camera/")).containsExactly("not-understood");
        await().atMost(SOON).until(() -> letters("homie/Bad").equals(List.of("unknown-topic")));
        assertThat(WithAnnouncements.metadata.devices).containsOnlyKeys("plug", "Good-one");
    }

    @Test
    @Order(3)
    void what_comes_again_with_a_connection_changes_nothing() throws Exception {
        long put = asked("PUT ");
        long posted = asked("POST ");
        long letters = letters("homeassistant/").size();
        double unknown = unknownTopics();
        // Whom somebody has removed comes back, which shows that all has come again.
        WithAnnouncements.metadata.devices.remove("Good-one");
        WithAnnouncements.metadata.profiles.remove("home-assistant.Good-one");
        await().atMost(SOON)
                .until(() -> given().get("/api/v3/mapping/device/name/Good-one").statusCode() == 404);

        WithBroker.broker().stop();
        WithBroker.broker().start();

        await().atMost(SOON).until(() -> WithAnnouncements.metadata.devices.containsKey("Good-one"));
        assertThat(asked("PUT ")).isEqualTo(put);
        assertThat(asked("POST ")).isEqualTo(posted + 2);
        assertThat(letters("homeassistant/")).hasSize((int) letters);
        mqtt.publish("homie/After Id/$homie", "4.0.0");
        await().atMost(SOON).until(() -> !letters("homie/After").isEmpty());
        assertThat(unknownTopics()).isEqualTo(unknown + 1);
    }

    @Test
    @Order(4)
    void an_empty_announcement_takes_its_resource_away_and_leaves_the_device() {
        mqtt.publishRetained(POWER, "");

        await().atMost(SOON).untilAsserted(() -> assertThat(resources("plug")).containsExactly("switch"));
        assertThat(WithAnnouncements.metadata.devices).containsKey("plug");

        mqtt.publishRetained(PLUG, PLUG_CONFIG.replace("plug/set", "plug/do"));
        await().atMost(SOON).until(() -> WithAnnouncements.metadata
                .profiles
                .get("home-assistant.plug")
                .toString()
                .contains("zigbee2mqtt/plug/do"));
    }

    @Test
    @Order(5)
    void a_homie_device_is_there_when_it_has_told_all_and_is_heard_and_told() {
        try (Listener set = new Listener(WithBroker.broker().port(), "homie/+/+/+/set")) {
            mqtt.publishRetained("homie/hall/heat/target", "21.5");
            for (String told : List.of(
                    "$homie=4.0.0",
                    "$name=Hall",
                    "$nodes=heat",
                    "heat/$properties=target",
                    "heat/target/$datatype=float",
                    "heat/target/$settable=true")) {
                String[] parts = told.split("=");
                mqtt.publishRetained("homie/hall/" + parts[0], parts[1]);
            }
            // The value that was there before is heard, since nothing was subscribed to it until now.
            await().atMost(SOON)
                    .until(() ->
                            mqtt.heard(message -> message.getTopic().toString().contains("/Hall/heat_target")).stream()
                                    .anyMatch(event -> new String(event.getPayloadAsBytes()).contains("\"21.5\"")));
            given().contentType("application/json")
                    .body("{\"heat_target\":19}")
                    .put("/api/v3/device/name/Hall/heat_target")
                    .then()
                    .statusCode(200);
            await().atMost(SOON)
                    .until(() -> set.payloads("homie/hall/heat/target/set").contains("19"));
        }
    }

    @Test
    @Order(6)
    void a_flood_of_announcements_adds_no_more_than_is_allowed_and_does_not_hold_up_who_is_known() {
        long begun = System.nanoTime();
        for (int i = 0; i < 500; i++) {
            mqtt.publish(
                    "homeassistant/sensor/flood" + i + "/x/config",
                    "{\"stat_t\":\"flood/" + i + "\",\"dev\":{\"ids\":\"flood" + i + "\"}}");
        }
        mqtt.publish(
                "homeassistant/sensor/odd/x/config", "{\"stat_t\":\"odd\",\"dev\":{\"ids\":\"a\",\"name\":\"!!\"}}");
        // There is no room for a hundred and more that wait; whoever is known gets in as others are done.
        await().atMost(SOON).until(() -> {
            mqtt.publish(POWER, POWER_CONFIG);
            return resources("plug").contains("power");
        });
        assertThat(letters("homeassistant/sensor/flood")).isNotEmpty().containsOnly("unknown-topic");
        int since =
                (int) (Duration.ofNanos(System.nanoTime() - begun).toSeconds() / (60 / WithAnnouncements.PER_MINUTE));
        assertThat(WithAnnouncements.metadata.devices)
                .hasSizeLessThanOrEqualTo(3 + WithAnnouncements.PER_MINUTE + since);
        assertThat(Json.mapper().valueToTree(WithAnnouncements.metadata.devices).size())
                .isGreaterThan(3);
    }
}
