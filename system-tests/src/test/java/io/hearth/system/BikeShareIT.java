package io.hearth.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** A fleet of bikes against a real box: as the demo plays it, and with bikes that are somebody else's. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BikeShareIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static Box box;
    private static Path alerts;
    private static Process listener;

    @BeforeAll
    static void up() throws IOException {
        box = Box.withPartsUnderTest().up();
        alerts = Files.createTempFile("alerts", ".txt");
        listener = listen("system/alerts", alerts);
    }

    @AfterAll
    static void down() {
        listener.destroyForcibly();
        box.close();
    }

    @Test
    @Order(1)
    void one_bike_goes_through_all_that_the_platform_does() {
        Command.Outcome demo = box.hearth("demo", "bike-share", "--bikes", "5", "--once");

        assertThat(demo.exitCode()).as(demo.output() + box.log()).isZero();
        assertThat(demo.output())
                .contains(
                        "** LIVE **",
                        "** UNLOCK **",
                        "** LOCK **",
                        "** ALARM **",
                        "** MAINTENANCE **",
                        "** STATISTICS **");
    }

    @Test
    @Order(2)
    void the_rides_of_a_bike_add_up_over_the_api() {
        long before = settled();
        box.publish("usage/stats/bike-2", ended(1000));
        box.publish("usage/stats/bike-2", "{\"event\":\"start\",\"ride\":8,\"at\":" + System.currentTimeMillis() + "}");
        box.publish("usage/stats/bike-2", ended(234));

        await().atMost(SOON).untilAsserted(() -> assertThat(sum()).isEqualTo(before + 1234));
        await().atMost(SOON).untilAsserted(() -> {
            JsonNode latest = box.getJson(59880, "/api/v3/reading/device/name/bike-2/resourceName/rideEvent?limit=1");
            assertThat(latest.path("readings").path(0).path("value").asText()).isEqualTo("end");
        });
    }

    @Test
    @Order(3)
    void a_bike_that_does_not_obey_is_told_to_the_app() {
        box.publish("bikes/bike-3/status", status(80, true));
        await().atMost(SOON).until(() -> box.get(59882, "/api/v3/device/name/bike-3/locked")
                .body()
                .contains("\"value\":\"true\""));

        // As the app asks: a rider of the demo may have this bike, and who does not say that he is a person would wait
        // for him.
        HttpResponse<String> silent = box.put(
                59882,
                "/api/v3/device/name/bike-3/command?confirm=true&hearth-caller=person:rider",
                "{\"command\":\"unlock\"}");

        assertThat(silent.statusCode()).as(silent.body()).isEqualTo(504);
        assertThat(Box.json(silent).path("message").asText()).contains("resource 'locked' should read 'false'");
    }

    @Test
    @Order(4)
    void a_bike_that_nobody_has_added_adds_itself() {
        await().atMost(SOON).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            box.publish("bikes/bike-99/status", status(80, true));
            JsonNode latest = box.getJson(59880, "/api/v3/reading/device/name/bike-99/resourceName/battery?limit=1");
            assertThat(latest.path("readings").path(0).path("value").asText()).isEqualTo("80");
        });
    }

    @Test
    @Order(5)
    void a_bike_whose_battery_is_low_is_a_case_for_maintenance() throws IOException {
        Path maintenance = Files.createTempFile("maintenance", ".txt");
        Process workshop = listen("maintenance/bike-4", maintenance);
        await().atMost(SOON).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
            box.publish("bikes/bike-4/status", status(14, true));
            assertThat(Files.readString(maintenance)).contains("{\"service\":\"battery\",\"battery\":14}");
        });

        await().atMost(SOON).untilAsserted(() -> {
            assertThat(Files.readString(alerts)).contains("\"bike-4 needs another battery\"");
            JsonNode service = box.getJson(59880, "/api/v3/reading/device/name/bike-4/resourceName/service?limit=1");
            assertThat(service.at("/readings/0/value").asText()).isEqualTo("battery");
            assertThat(alarms("bike-4", "rule=bike-battery-low&active=true")).hasSize(1);
        });
        box.publish("bikes/bike-4/status", status(100, true));
        await().atMost(SOON).untilAsserted(() -> assertThat(Files.readString(maintenance))
                .endsWith("{\"service\":\"none\",\"battery\":100}\n"));
        assertThat(alarms("bike-4", "rule=bike-battery-low&active=true")).isEmpty();
        workshop.destroyForcibly();
    }

    @Test
    @Order(6)
    void a_bike_that_is_left_open_is_locked_and_one_that_does_not_obey_raises_an_alarm() throws IOException {
        Path orders = Files.createTempFile("orders", ".txt");
        Process locks = listen("bikes/+/command", orders);
        await().atMost(SOON).pollInterval(Duration.ofMillis(500)).until(() -> {
            box.publish("bikes/bike-4/command", "{\"command\":\"bell\"}");
            return Files.size(orders) > 0;
        });

        for (String bike : List.of("bike-4", "bike-5")) {
            box.publish("bikes/" + bike + "/status", status(80, false));
            box.publish("usage/stats/" + bike, ended(10));
        }

        for (String bike : List.of("bike-4", "bike-5")) {
            await().atMost(SOON).untilAsserted(() -> assertThat(Files.readAllLines(orders))
                    .contains("bikes/" + bike + "/command {\"command\":\"lock\"}"));
        }
        box.publish("bikes/bike-4/status", status(80, true));
        await().atMost(SOON).untilAsserted(() -> assertThat(alarms("bike-5", "kind=unconfirmed"))
                .singleElement()
                .satisfies(alarm -> {
                    assertThat(alarm.path("rule").asText()).isEqualTo("bike-left-open");
                    assertThat(alarm.path("severity").asText()).isEqualTo("critical");
                }));
        assertThat(alarms("bike-4", "kind=unconfirmed")).isEmpty();
        locks.destroyForcibly();
    }

    /** The demo's bikes say nothing since it has ended. */
    @Test
    @Order(7)
    void a_bike_that_is_silent_raises_an_alarm_until_it_is_back() {
        await().atMost(SOON.multipliedBy(2)).untilAsserted(() -> {
            assertThat(Files.readString(alerts)).contains("\"bike-1 is silent\"");
            assertThat(alarms("bike-1", "rule=bike-silent&active=true")).hasSize(1);
        });

        box.publish("bikes/bike-1/status", status(80, true));

        await().atMost(SOON).untilAsserted(() -> {
            assertThat(Files.readString(alerts)).contains("\"bike-1 is back\"");
            assertThat(alarms("bike-1", "rule=bike-silent&active=true")).isEmpty();
        });
    }

    private static Process listen(String topic, Path heard) throws IOException {
        return Command.start(
                box.environment(),
                List.of("mosquitto_sub", "-p", Integer.toString(box.mqttPort()), "-v", "-t", topic),
                heard);
    }

    private static JsonNode alarms(String bike, String filter) {
        return box.getJson(59720, "/api/v3/alarm/device/name/" + bike + "?" + filter)
                .path("alarms");
    }

    private static String status(int battery, boolean locked) {
        return "{\"position\":{\"lat\":37.5,\"lon\":127.0},\"battery\":" + battery + ",\"locked\":" + locked
                + ",\"alarm\":false}";
    }

    private static String ended(int metres) {
        return "{\"event\":\"end\",\"ride\":7,\"metres\":" + metres + ",\"seconds\":60,\"at\":"
                + System.currentTimeMillis() + "}";
    }

    /** What the demo has left under way is stored by then. */
    private static long settled() {
        AtomicLong last = new AtomicLong(-1);
        await().atMost(SOON).pollInterval(Duration.ofSeconds(1)).until(() -> {
            long now = sum();
            return last.getAndSet(now) == now;
        });
        return last.get();
    }

    private static long sum() {
        return box.getJson(59880, "/api/v3/reading/device/name/bike-2/resourceName/rideMetres?aggregateFunc=sum")
                .path("readings")
                .path(0)
                .path("value")
                .asLong();
    }
}
