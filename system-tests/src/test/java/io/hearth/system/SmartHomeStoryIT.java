package io.hearth.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The front page's story, with the commands of the front page. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SmartHomeStoryIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String CONTROL = "home/boiler/control";
    private static final String HEAT = "{\"mode\":\"heat\",\"target\":23}";
    private static final String OFF = "{\"mode\":\"off\"}";
    private static Box box;

    @BeforeAll
    static void up() {
        box = Box.withPartsUnderTest().up().withSmartHome();
    }

    @AfterAll
    static void down() {
        box.close();
    }

    @Test
    @Order(1)
    void a_cold_living_room_makes_the_boiler_heat() {
        Heard heard = Heard.on(box, CONTROL, 1);

        await().atMost(SOON).pollInterval(Duration.ofMillis(500)).until(() -> {
            box.publish("home/livingroom/temperature", "18.5");
            return heard.all();
        });

        assertThat(heard.messages()).containsExactly(HEAT);
    }

    @Test
    @Order(2)
    void a_boiler_that_comes_later_is_told_the_same() {
        assertThat(box.firstMessage(CONTROL, SOON)).isEqualTo(HEAT);
    }

    @Test
    @Order(3)
    void the_temperature_is_read_over_rest() {
        String livingroom = "/api/v3/reading/device/name/livingroom/resourceName/temperature?limit=1";
        await().atMost(SOON).until(() -> box.get(59880, livingroom).body().contains("18.5"));

        HttpResponse<String> response = box.get(59880, livingroom);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
        JsonNode readings = Box.json(response).path("readings");
        assertThat(readings).hasSize(1);
        assertThat(readings.get(0).path("value").asText()).isEqualTo("18.5");
        assertThat(readings.get(0).path("valueType").asText()).isEqualTo("Float64");
    }

    @Test
    @Order(4)
    void the_boilers_own_report_is_stored_as_one_event() {
        box.publish("home/boiler/status", "{\"current\":22.5,\"heating\":true}");

        await().atMost(SOON).untilAsserted(() -> {
            JsonNode events = box.getJson(59880, "/api/v3/event/device/name/boiler?limit=20")
                    .path("events");
            assertThat(events).anySatisfy(event -> {
                assertThat(event.path("sourceName").asText()).isEqualTo("status");
                assertThat(event.path("readings")).hasSize(2);
            });
        });
    }

    @Test
    @Order(5)
    void a_person_switches_the_boiler_off_over_rest() {
        HttpResponse<String> response = box.put(59882, "/api/v3/device/name/boiler/control", OFF);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(box.firstMessage(CONTROL, SOON)).isEqualTo(OFF);
    }

    /** Heard by a boiler that is there all the time: who comes while a retained message is replaced may hear neither. */
    @Test
    @Order(6)
    void a_warm_living_room_makes_the_boiler_stop() {
        Heard heard = Heard.on(box, CONTROL, 3);
        await("what the person said last").atMost(SOON).until(() -> !heard.messages()
                .isEmpty());

        HttpResponse<String> heat = box.put(59882, "/api/v3/device/name/boiler/control", HEAT);
        assertThat(heat.statusCode()).as(heat.body()).isEqualTo(200);
        box.publish("home/livingroom/temperature", "20.3");
        box.publish("home/livingroom/temperature", "20.8");

        await().atMost(SOON).until(heard::all);
        assertThat(heard.messages()).containsExactly(OFF, HEAT, OFF);
    }

    /** The rule's minOn: five seconds are five minutes in the simulated house. */
    @Test
    @Order(7)
    void a_boiler_that_has_begun_to_heat_does_so_for_as_long_as_the_rule_says() {
        Heard heard = Heard.on(box, CONTROL, 2, "-R", "-F", "%U %p");
        await().atMost(SOON).pollInterval(Duration.ofMillis(500)).until(() -> {
            box.publish("home/livingroom/temperature", "18.5");
            return !heard.messages().isEmpty();
        });

        box.publish("home/livingroom/temperature", "21");

        await().atMost(SOON).until(heard::all);
        List<String[]> orders =
                heard.messages().stream().map(line -> line.split(" ")).toList();
        assertThat(orders).extracting(order -> order[1]).containsExactly(HEAT, OFF);
        assertThat(Double.parseDouble(orders.getLast()[0]) - Double.parseDouble(orders.getFirst()[0]))
                .isGreaterThan(4.5);
    }

    @Test
    @Order(8)
    void the_phone_reads_all_temperatures() {
        box.publish("home/bedroom/temperature", "20.1");

        await().atMost(SOON).untilAsserted(() -> {
            JsonNode readings = box.getJson(59880, "/api/v3/reading/resourceName/temperature")
                    .path("readings");
            assertThat(readings.findValuesAsText("deviceName")).contains("livingroom", "bedroom");
        });
    }

    @Test
    @Order(9)
    void the_simulated_house_goes_round_from_cold_to_heat_to_warm_to_off() {
        Command.Outcome demo = box.hearth("demo", "smart-home", "--once");

        assertThat(demo.exitCode()).as(demo.output()).isZero();
        assertThat(demo.output()).contains("** COLD **", "** HEAT **", "** WARM **", "** OFF **");
    }

    @Test
    @Order(10)
    void the_status_says_what_is_up_and_how_much_came_in() {
        Command.Outcome status = box.hearth("status");

        assertThat(status.exitCode()).as(status.output()).isZero();
        assertThat(status.output())
                .contains("core-data", "core-metadata", "core-command", "device-mqtt", "rules-engine")
                .contains("broker")
                .containsIgnoringCase("redis")
                .contains("dead-lettered")
                .contains("rules active");
    }

    @Test
    @Order(11)
    void every_door_answers_as_the_service_that_edgex_clients_expect_there() {
        assertThat(service(59880)).isEqualTo("core-data");
        assertThat(service(59881)).isEqualTo("core-metadata");
        assertThat(service(59882)).isEqualTo("core-command");
        assertThat(service(59982)).isEqualTo("device-mqtt");
        assertThat(service(59720)).isEqualTo("rules-engine");
    }

    /** After the story, since some of them are told of from the first command, action or dead letter on. */
    @Test
    @Order(12)
    void the_dashboard_asks_for_nothing_that_no_service_tells() throws Exception {
        box.publish("home/livingroom/temperature", "warm");
        Set<Dashboard.Series> asked = Dashboard.of(Path.of("../docker/monitoring/dashboards/hearth.json"))
                .series();
        assertThat(asked).hasSizeGreaterThan(20);

        await().atMost(SOON).untilAsserted(() -> {
            String told = box.get(4000, "/q/metrics").body();
            assertThat(asked).allSatisfy(series -> assertThat(series.isToldIn(told))
                    .as(series.toString())
                    .isTrue());
        });
    }

    private static String service(int door) {
        return box.getJson(door, "/api/v3/ping").path("serviceName").asText();
    }
}
