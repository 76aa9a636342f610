package io.hearth.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Two device services, the box's and one with an instance's name, at one broker, with devices of one profile each. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DeviceInstancesIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int DATA = 59880;
    private static final int METADATA = 59881;
    private static final int COMMAND = 59882;
    private static final int DEVICES = 59982;
    private static final int MESSAGES = 10;
    private static final String NORTH = "device-mqtt_north";

    private static final String ON = "{\"light\":\"on\"}";

    private static final String PROFILE = """
            [{"apiVersion":"v3","profile":{"apiVersion":"v3","name":"lamp","deviceResources":[
              {"name":"brightness","attributes":{"topic":"hall/{device}/{resource}"},"properties":{"valueType":"Int32","readWrite":"R"}},
              {"name":"light","attributes":{"commandTopic":"hall/{device}/{resource}"},"properties":{"valueType":"String","readWrite":"W"}}]}}]
            """;

    private static Box box;
    private static DeviceServiceProcess north;

    @BeforeAll
    static void two_services() {
        box = Box.withPartsUnderTest();
        north = new DeviceServiceProcess("north", box.mqttPort(), box.url(METADATA, ""));
        // In any order.
        CompletableFuture<Void> starting = CompletableFuture.runAsync(north::start);
        box.up();
        starting.join();
        north.whenReady();
        added(box.post(METADATA, "/api/v3/deviceprofile", PROFILE));
        for (String lamp : List.of("lamp", "last-told")) {
            added(box.post(METADATA, "/api/v3/device", device("south-" + lamp, "device-mqtt")));
            added(box.post(METADATA, "/api/v3/device", device("north-" + lamp, NORTH)));
        }
        // What is told later has come: each has been told of all others too.
        String told = "/api/v3/mapping/device/name/%s-last-told";
        await().atMost(SOON)
                .until(() -> box.get(DEVICES, told.formatted("south")).statusCode() == 200
                        && north.get(told.formatted("north")).statusCode() == 200);
    }

    @AfterAll
    static void down() {
        north.close();
        box.close();
    }

    private static String device(String name, String service) {
        return """
                [{"apiVersion":"v3","device":{"name":"%s","serviceName":"%s","profileName":"lamp","adminState":"UNLOCKED",
                  "operatingState":"UP","protocols":{"mqtt":{}}}}]""".formatted(name, service);
    }

    private static void added(HttpResponse<String> answer) {
        assertThat(Box.json(answer))
                .as(answer.body())
                .allMatch(item -> item.path("statusCode").asInt() == 201);
    }

    @Test
    @Order(1)
    void each_is_a_service_of_its_own_and_is_found_under_its_own_name() {
        assertThat(north.get("/api/v3/ping").body()).contains(NORTH);
        assertThat(north.get("/" + NORTH + "/api/v3/ping").body()).contains(NORTH);
        assertThat(box.getJson(METADATA, "/api/v3/deviceservice/all")
                        .path("services")
                        .findValuesAsText("name"))
                .containsExactlyInAnyOrder("device-mqtt", NORTH);
    }

    @Test
    @Order(2)
    void every_message_is_stored_once_and_comes_from_the_service_of_its_device() {
        Heard heard = Heard.on(box, "edgex/events/device/#", 4 * MESSAGES, "-q", "1", "-F", "%t");

        // With a mapping, and as EdgeX's device-mqtt has it.
        for (String lamp : List.of("south-lamp", "north-lamp")) {
            IntStream.range(0, MESSAGES).forEach(i -> {
                box.publish("hall/" + lamp + "/brightness", Integer.toString(i));
                box.publish("incoming/data/" + lamp + "/brightness", Integer.toString(100 + i));
            });
        }

        await().atMost(SOON).until(heard::all);
        await().atMost(SOON)
                .untilAsserted(() -> Stream.of("south-lamp", "north-lamp").forEach(lamp -> assertThat(stored(lamp))
                        .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                        IntStream.range(0, MESSAGES).boxed(),
                                        IntStream.range(100, 100 + MESSAGES).boxed())
                                .map(String::valueOf)
                                .toList())));
        assertThat(heard.messages())
                .containsOnly(
                        "edgex/events/device/device-mqtt/lamp/south-lamp/brightness",
                        "edgex/events/device/" + NORTH + "/lamp/north-lamp/brightness");
    }

    private static List<String> stored(String device) {
        return box.getJson(DATA, "/api/v3/reading/device/name/" + device + "?limit=1000")
                .path("readings")
                .findValuesAsText("value");
    }

    @Test
    @Order(3)
    void what_is_of_the_other_is_no_dead_letter_and_nobody_unknown() {
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(ignored(north.get("/q/metrics").body())).isEqualTo(2 * MESSAGES);
            assertThat(ignored(box.get(DEVICES, "/q/metrics").body())).isEqualTo(2 * MESSAGES);
        });
        assertThat(box.getJson(DATA, "/api/v3/deadletter/count").path("count").asInt(-1))
                .isZero();
        assertThat(north.get("/api/v3/unknown/all").body()).contains("\"totalCount\":0");
        assertThat(box.get(DEVICES, "/api/v3/unknown/all").body()).contains("\"totalCount\":0");
    }

    /** How many messages a device service passed over since they are another's. */
    private static int ignored(String metrics) {
        return metrics.lines()
                .filter(line -> line.startsWith("hearth_messages_ignored_total{") && line.contains("another-service"))
                .mapToInt(line -> (int) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    @Test
    @Order(4)
    void a_command_reaches_the_device_through_the_service_that_has_it_and_is_given_once() {
        Heard heard = Heard.on(box, "hall/+/light", 3, "-F", "%t %p");

        for (String lamp : List.of("north-lamp", "south-lamp", "north-last-told")) {
            HttpResponse<String> answer = box.put(COMMAND, "/api/v3/device/name/" + lamp + "/light", ON);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        }

        await().atMost(SOON).until(heard::all);
        assertThat(heard.messages())
                .containsExactly(
                        "hall/north-lamp/light " + ON,
                        "hall/south-lamp/light " + ON,
                        "hall/north-last-told/light " + ON);
        assertThat(box.getJson(COMMAND, "/api/v3/command/journal?limit=10").findValuesAsText("serviceName"))
                .containsExactly(NORTH, "device-mqtt", NORTH);
    }

    @Test
    @Order(5)
    void a_newcomer_is_added_once_by_the_service_whose_provision_watcher_waits_for_it() {
        added(box.post(METADATA, "/api/v3/provisionwatcher", """
                [{"apiVersion":"v3","provisionwatcher":{"name":"new-lamps","serviceName":"%s","adminState":"UNLOCKED",
                  "identifiers":{"name":"^new-"},"discoveredDevice":{"profileName":"lamp","adminState":"UNLOCKED"}}}]
                """.formatted(NORTH)));

        await().atMost(SOON).pollInterval(Duration.ofMillis(500)).until(() -> {
            box.publish("hall/new-lamp/brightness", "7");
            return stored("new-lamp").contains("7");
        });

        JsonNode lamp = box.getJson(METADATA, "/api/v3/device/name/new-lamp").path("device");
        assertThat(lamp.path("serviceName").asText()).isEqualTo(NORTH);
        await().atMost(SOON)
                .until(() -> Stream.of(north.get("/api/v3/unknown/all"), box.get(DEVICES, "/api/v3/unknown/all"))
                        .allMatch(answer -> answer.body().contains("\"totalCount\":0")));
    }

    @Test
    @Order(6)
    void a_device_that_is_moved_speaks_through_its_new_service_from_then_on() {
        HttpResponse<String> moved = box.patch(METADATA, "/api/v3/device", """
                [{"apiVersion":"v3","device":{"name":"north-lamp","serviceName":"device-mqtt"}}]""");
        assertThat(Box.json(moved).path(0).path("statusCode").asInt())
                .as(moved.body())
                .isEqualTo(200);
        Heard heard = Heard.on(box, "edgex/events/device/device-mqtt/lamp/north-lamp/brightness", 1);

        await().atMost(SOON).pollInterval(Duration.ofMillis(500)).until(() -> {
            box.publish("hall/north-lamp/brightness", "8");
            return heard.all();
        });
    }
}
