package io.hearth.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The boards' page, with its commands: who is online, seen from outside. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HexaboardIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String SAYS_ITS_CLIENT = """
            [{"apiVersion":"v3","device":{"name":"hexaboard-A","protocols":{"mqtt":{"name":"A","clientId":"hexaboard-A"}}}}]""";
    private static Box box;

    @BeforeAll
    static void up() {
        box = Box.withPartsUnderTest();
        box.environment().put("HEARTH_BOX_BROKER_CLIENT_NOTICES", "true");
        box.up();
    }

    @AfterAll
    static void down() {
        box.close();
    }

    @Test
    @Order(1)
    void a_board_whose_power_is_cut_is_seen_to_go_and_to_come_back() {
        Command.Outcome demo = box.hearth("demo", "hexaboard", "--once");

        assertThat(demo.exitCode()).as(demo.output()).isZero();
        assertThat(demo.output())
                .contains("hexaboard-B is DOWN after")
                .contains("now hears: offline (retained)")
                .contains("the alarm of hexaboard-B: critical, board-offline")
                .contains("423")
                .contains("the alarm of hexaboard-B is over")
                .contains("hexaboard-B is UP after")
                .contains("board B: told {\"led\":true}");
    }

    @Test
    @Order(2)
    void a_board_that_says_that_it_goes_is_told_of_on_the_bus() throws Exception {
        // Boards that are switched off say so.
        for (String board : List.of("A", "B", "C", "D")) {
            await().atMost(SOON).until(() -> state(board).equals("DOWN"));
        }
        Path notices = Files.createTempFile("notices", ".txt");
        Process people = Command.start(
                box.environment(),
                List.of("mosquitto_sub", "-p", Integer.toString(box.mqttPort()), "-t", "system/alerts"),
                notices);
        Path heard = Files.createTempFile("events", ".txt");
        Process listener = Command.start(
                box.environment(),
                List.of(
                        "mosquitto_sub",
                        "-h",
                        "127.0.0.1",
                        "-p",
                        Integer.toString(box.mqttPort()),
                        "-t",
                        "edgex/system-events/core-metadata/device/update/#",
                        "-C",
                        "2"),
                heard);

        await().atMost(SOON).pollInterval(Duration.ofSeconds(1)).until(() -> {
            box.publish("hexaboard/A/status", "online");
            box.publish("hexaboard/A/status", "offline");
            return !listener.isAlive();
        });

        becomes("DOWN");
        assertThat(Files.readString(heard)).contains("\"name\":\"hexaboard-A\"", "\"operatingState\":\"DOWN\"");
        // And by the rule of the example to people: a notice for everybody, an alarm over REST.
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(Files.readString(notices)).contains("\"message\":\"hexaboard-A is offline\"");
            JsonNode alarms = box.getJson(59720, "/api/v3/alarm/device/name/hexaboard-A?active=true")
                    .path("alarms");
            assertThat(alarms).singleElement().satisfies(alarm -> {
                assertThat(alarm.path("rule").asText()).isEqualTo("board-offline");
                assertThat(alarm.path("severity").asText()).isEqualTo("critical");
            });
        });
        people.destroyForcibly();
    }

    @Test
    @Order(3)
    void one_that_is_offline_is_still_known_to_be_after_the_box_was_killed_and_comes_back_with_its_word() {
        // Words that were said again and again above may still be on their way.
        await().during(Duration.ofSeconds(2)).atMost(SOON).until(() -> state("A")
                .equals("DOWN"));
        box.kill();
        box.up();
        assertThat(state("A")).isEqualTo("DOWN");

        box.publish("hexaboard/A/status", "online");
        becomes("UP");

        // Killed right behind the word, before anybody was told: it was noted before it was acknowledged.
        box.publish("hexaboard/A/status", "offline");
        box.kill();
        box.up();
        becomes("DOWN");

        box.publish("hexaboard/A/status", "online");
        becomes("UP");
    }

    /** The box's own broker tells of its clients when it is asked to. */
    @Test
    @Order(4)
    void a_client_that_is_killed_without_a_last_will_is_known_by_the_broker_to_be_gone() throws Exception {
        assumeTrue(box.parts() == Box.Parts.EMBEDDED);
        box.publish("hexaboard/A/status", "online");
        becomes("UP");
        assertThat(box.patch(59881, "/api/v3/device", SAYS_ITS_CLIENT).body()).contains("\"statusCode\":200");
        long said = online().at("/device/lastSeen").asLong();
        Process[] client = {client()};
        await().atMost(SOON).until(() -> {
            if (online().at("/device/lastSeen").asLong() > said) {
                return true;
            }
            // It came before device-service knew that it is the board.
            client[0].destroyForcibly().waitFor();
            client[0] = client();
            return false;
        });

        client[0].destroyForcibly();

        becomes("DOWN");
        assertThat(online().at("/device/offline").asText()).isEqualTo("broker");
        client[0] = client();
        becomes("UP");
        client[0].destroyForcibly();
        becomes("DOWN");
    }

    private static Process client() throws IOException {
        return Command.start(
                box.environment(),
                List.of(
                        "mosquitto_sub",
                        "-h",
                        "127.0.0.1",
                        "-p",
                        Integer.toString(box.mqttPort()),
                        "-i",
                        "hexaboard-A",
                        "-t",
                        "hexaboard/A/command"),
                Files.createTempFile("client", ".txt"));
    }

    private static JsonNode online() {
        return box.getJson(59982, "/api/v3/online/device/name/hexaboard-A");
    }

    private static void becomes(String state) {
        await().atMost(SOON).until(() -> state("A").equals(state));
    }

    private static String state(String board) {
        return box.getJson(59881, "/api/v3/device/name/hexaboard-" + board)
                .at("/device/operatingState")
                .asText();
    }
}
