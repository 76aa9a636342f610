package io.hearth.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a device sends that cannot be a reading is kept with the reason, counted, and does not hold up what follows. */
class BadInputIT {
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final AtomicInteger GOOD = new AtomicInteger(500);
    private static Box box;
    private static Mqtt3BlockingClient device;

    @BeforeAll
    static void up() {
        box = Box.withPartsUnderTest().up().withSmartHome();
        device = MqttClient.builder()
                .useMqttVersion3()
                .identifier("bad-device")
                .serverHost("127.0.0.1")
                .serverPort(box.mqttPort())
                .buildBlocking();
        device.connect();
    }

    @AfterAll
    static void down() {
        device.disconnect();
        box.close();
    }

    static Stream<Arguments> payloads() {
        byte[] megabyte = "9".repeat(1_000_000).getBytes(StandardCharsets.US_ASCII);
        String deep = "[".repeat(5_000) + "]".repeat(5_000);
        return Stream.of(
                Arguments.of("empty", "home/bedroom/temperature", new byte[0]),
                Arguments.of("not a number", "home/bedroom/temperature", bytes("warm")),
                Arguments.of("a megabyte", "home/bedroom/temperature", megabyte),
                Arguments.of("invalid UTF-8", "home/bedroom/temperature", new byte[] {(byte) 0xc3, (byte) 0x28}),
                Arguments.of("deep JSON", "home/boiler/status", bytes(deep)),
                Arguments.of("Korean text", "home/bedroom/temperature", bytes("안녕하세요")),
                Arguments.of("JSON without the fields", "home/boiler/status", bytes("{\"other\":1}")),
                Arguments.of("an unknown device", "home/garage/temperature", bytes("7.5")),
                Arguments.of("an unknown resource", "home/bedroom/humidity", bytes("40")),
                Arguments.of("an unknown device on the default topic", "incoming/data/nobody/nothing", bytes("1")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("payloads")
    void a_bad_message_is_dead_lettered_with_its_reason_and_the_next_good_one_is_stored(
            String what, String topic, byte[] payload) {
        int before = deadLetters();

        publish(topic, payload);
        int good = GOOD.incrementAndGet();
        publish("home/bedroom/temperature", bytes(Integer.toString(good)));

        await("the good one").atMost(SOON).until(() -> latestBedroom().equals(Integer.toString(good)));
        await("the bad one").atMost(SOON).until(() -> deadLetters() == before + 1);
        JsonNode letter = box.getJson(59880, "/api/v3/deadletter/all?limit=1")
                .path("deadLetters")
                .get(0);
        assertThat(letter.path("topic").asText()).isEqualTo(topic);
        assertThat(letter.path("reason").asText()).isNotBlank();
        assertThat(letter.path("detail").asText()).isNotBlank();
        assertThat(letter.path("payloadSize").asInt()).isEqualTo(payload.length);
    }

    @Test
    void a_sensor_that_says_NaN_gives_the_reading_that_edgex_gives() {
        publish("home/bedroom/temperature", bytes("NaN"));

        await().atMost(SOON).until(() -> latestBedroom().equals("NaN"));
    }

    @Test
    void dead_letters_are_counted_where_an_operator_looks() {
        int before = deadLetters();
        publish("home/bedroom/temperature", bytes("counted?"));

        // Not left to come in the middle of another test, too.
        await("stored").atMost(SOON).until(() -> deadLetters() == before + 1);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(box.get(4000, "/q/metrics").body())
                        .containsPattern("hearth_dead_letters_total\\{[^}]*\\} [1-9]"));
    }

    private static String latestBedroom() {
        JsonNode readings = box.getJson(59880, "/api/v3/reading/device/name/bedroom/resourceName/temperature?limit=1")
                .path("readings");
        return readings.isEmpty() ? "" : readings.get(0).path("value").asText();
    }

    private static int deadLetters() {
        return box.getJson(59880, "/api/v3/deadletter/count").path("count").asInt();
    }

    private static void publish(String topic, byte[] payload) {
        device.publishWith()
                .topic(topic)
                .payload(payload)
                .qos(MqttQos.AT_LEAST_ONCE)
                .send();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
