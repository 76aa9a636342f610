package io.hearth.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The services' ports, as whoever is connected sees them when the box stops. */
class DoorsIT {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String STREAM = "/core-data/api/v3/reading/latest/stream";

    private final Box box = Box.withPartsUnderTest();
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void down() {
        http.shutdownNow();
        box.close();
    }

    @Test
    void a_service_shows_the_port_at_which_it_is_open_moved_by_the_box_s_offset() {
        box.up();

        assertThat(box.getJson(59880, "/api/v3/config")
                        .at("/config/Service/Port")
                        .asInt())
                .isEqualTo(box.url(59880, "/").getPort());
    }

    @Test
    void the_front_door_tells_the_routes_of_all_services_as_yaml_and_as_json() {
        box.up();

        assertThat(box.get(4000, "/q/openapi").body())
                .startsWith("---\nopenapi: 3.1")
                .contains("/core-data/api/v3/event/all:", "/rules-engine/api/v3/rule:");
        assertThat(box.getJson(4000, "/q/openapi?format=json").path("paths").fieldNames())
                .toIterable()
                .contains(
                        "/core-data/api/v3/event/all",
                        "/core-metadata/api/v3/device/all",
                        "/core-command/api/v3/device/all",
                        "/rules-engine/api/v3/rule/all");
    }

    @Test
    void a_document_of_the_routes_that_cannot_be_made_is_told_in_the_log_and_ends_nothing() {
        // No document is as short as that.
        box.environment().put("HEARTH_JAVA_OPTS", "-Dmp.openapi.extensions.smallrye.maximumStaticFileSize=1");
        box.up();

        assertThat(box.get(4000, "/q/openapi").statusCode()).isEqualTo(500);
        await().atMost(LONG).until(() -> box.log().contains("the OpenAPI document is not made"));
        assertThat(box.getJson(59880, "/api/v3/ping").path("serviceName").asText())
                .isEqualTo("core-data");
        assertThat(box.process().isAlive()).isTrue();
    }

    @Test
    void open_streams_of_current_values_end_when_the_box_stops_which_it_does_in_time() throws Exception {
        box.up().withSmartHome();
        box.publish("home/bedroom/temperature", "21.25");
        await().atMost(LONG).until(() -> box.get(59880, "/api/v3/reading/latest?device=bedroom")
                .body()
                .contains("21.25"));
        List<BufferedReader> streams = List.of(opened(59880, STREAM), opened(4000, STREAM));
        for (BufferedReader stream : streams) {
            assertThat(untilData(stream)).contains("21.25");
        }

        Command.Outcome down = box.down();

        assertThat(down.output()).contains("down").doesNotContain("-9");
        for (BufferedReader stream : streams) {
            // To its end, which a connection that was broken off does not have.
            assertThat(stream.lines()).noneMatch(line -> line.contains("error"));
        }
    }

    @Test
    void a_command_that_was_taken_is_answered_before_the_box_stops() {
        box.environment().put("HEARTH_COMMAND_REQUEST_TIMEOUT", "2s");
        box.up().withSmartHome();
        box.post(59881, "/api/v3/deviceservice", """
                [{"apiVersion":"v3","service":{"name":"silent","baseAddress":"http://localhost:1","adminState":"UNLOCKED"}}]""");
        assertThat(box.post(59881, "/api/v3/device?bypassValidation=true", """
                [{"apiVersion":"v3","device":{"name":"mute","serviceName":"silent","profileName":"boiler",
                  "adminState":"UNLOCKED","operatingState":"UP","protocols":{}}}]""").body())
                .contains("201");
        CompletableFuture<String> asked = CompletableFuture.supplyAsync(
                () -> box.firstMessage("edgex/device/command/request/silent/mute/control/set", LONG));
        CompletableFuture<HttpResponse<String>> answer = commandUntil(asked);

        Command.Outcome down = box.down();

        assertThat(down.output()).doesNotContain("-9");
        assertThat(answer.join().statusCode()).isEqualTo(503);
        assertThat(answer.join().body()).contains("\"apiVersion\":\"v3\"", "silent", "did not answer within");
    }

    /** Sent again until it is seen on the bus, since who listens may not be subscribed at the first one; the latest one's answer. */
    private CompletableFuture<HttpResponse<String>> commandUntil(CompletableFuture<String> seen) {
        while (true) {
            CompletableFuture<HttpResponse<String>> answer = http.sendAsync(
                    HttpRequest.newBuilder(box.url(59882, "/api/v3/device/name/mute/control"))
                            .header("Content-Type", "application/json")
                            .PUT(HttpRequest.BodyPublishers.ofString("{\"mode\":\"off\"}"))
                            .build(),
                    BodyHandlers.ofString());
            CompletableFuture.anyOf(answer, seen).join();
            if (seen.isDone()) {
                return answer;
            }
        }
    }

    private BufferedReader opened(int door, String path) throws Exception {
        HttpResponse<InputStream> response =
                http.send(HttpRequest.newBuilder(box.url(door, path)).build(), BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    private static String untilData(BufferedReader stream) throws Exception {
        String line = stream.readLine();
        while (!line.startsWith("data")) {
            line = stream.readLine();
        }
        return line;
    }
}
