package io.hearth.system;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/** What the services answer at ports of this machine. */
final class Doors {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LONG = PatienceSetting.orElse(Duration.ofMinutes(2));
    private static final List<Integer> SERVICES = List.of(59880, 59881, 59882, 59982, 59720);
    private static final Map<Integer, String> PORTS = Map.of(
            59880, "CORE_DATA_PORT",
            59881, "CORE_METADATA_PORT",
            59882, "CORE_COMMAND_PORT",
            59982, "DEVICE_SERVICE_PORT",
            59720, "RULES_ENGINE_PORT",
            1883, "MQTT_PORT");

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private final IntUnaryOperator ports;

    /** At those that compose publishes: its variables of the environment, or their defaults. */
    Doors() {
        this(door -> Integer.parseInt(System.getenv().getOrDefault(PORTS.get(door), Integer.toString(door))));
    }

    /** Wherever EdgeX's ports are to be found, and the broker's. */
    Doors(IntUnaryOperator ports) {
        this.ports = ports;
    }

    /** Waits until each service says that it is ready. */
    void awaitReady() {
        await("all are ready").atMost(LONG).until(() -> SERVICES.stream().allMatch(this::isReady));
    }

    int port(int door) {
        return ports.applyAsInt(door);
    }

    /** What a service answers to GET at one of EdgeX's ports. */
    JsonNode getJson(int door, String path) {
        return json(send(request(door, path).GET()).body());
    }

    private boolean isReady(int door) {
        try {
            return send(request(door, "/q/health/ready").GET()).statusCode() == 200;
        } catch (UncheckedIOException notThere) {
            return false;
        }
    }

    /** POST of a list; each of it must be taken, or there already. */
    void add(int door, String path, String list) {
        HttpResponse<String> response = send(request(door, path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(list)));
        for (JsonNode each : json(response.body())) {
            int status = each.path("statusCode").asInt();
            if (status != 201 && status != 409) {
                throw new AssertionError(path + " was refused: " + each);
            }
        }
    }

    private HttpRequest.Builder request(int door, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port(door) + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.timeout(Duration.ofSeconds(15)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("not JSON: " + text, e);
        }
    }
}
