package io.hearth.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
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

    @BeforeAll
    static void up() {
        box = Box.withPartsUnderTest().up();
    }

    @AfterAll
    static void down() {
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
        box.publish(
                "bikes/bike-3/status",
                "{\"position\":{\"lat\":37.5,\"lon\":127.0},\"battery\":80,\"locked\":true,\"alarm\":false}");
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
            box.publish(
                    "bikes/bike-99/status",
                    "{\"position\":{\"lat\":37.5,\"lon\":127.0},\"battery\":80,\"locked\":true,\"alarm\":false}");
            JsonNode latest = box.getJson(59880, "/api/v3/reading/device/name/bike-99/resourceName/battery?limit=1");
            assertThat(latest.path("readings").path(0).path("value").asText()).isEqualTo("80");
        });
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
