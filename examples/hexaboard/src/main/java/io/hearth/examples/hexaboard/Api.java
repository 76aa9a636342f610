package io.hearth.examples.hexaboard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.hearth.examples.Refused;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** What any EdgeX client sees of the boards. */
final class Api {
    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final JsonMapper JSON = new JsonMapper();

    private final URI metadata;
    private final URI command;
    private final URI rules;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    /**
     * @param metadata where core-metadata answers, without a path
     * @param command where core-command answers, without a path
     * @param rules where rules-engine answers, without a path
     */
    Api(URI metadata, URI command, URI rules) {
        this.metadata = metadata;
        this.command = command;
        this.rules = rules;
    }

    /** A service's answer. */
    record Answer(int status, JsonNode body) {
        String message() {
            return body.path("message").asText();
        }
    }

    /** The device's operatingState: UP or DOWN. */
    String operatingState(String device) throws Refused, InterruptedException {
        Answer answer = send(metadata, HttpRequest.newBuilder(at(metadata, "/api/v3/device/name/" + device)));
        if (answer.status() != 200) {
            throw new Refused(
                    "core-metadata does not know " + device + ": " + answer.status() + " " + answer.message());
        }
        return answer.body().at("/device/operatingState").asText();
    }

    /** The alarm that a rule has raised for a device and that is not over: its severity and its rule; empty when there is none. */
    Optional<String> alarm(String device) throws Refused, InterruptedException {
        JsonNode alarms = send(
                        rules,
                        HttpRequest.newBuilder(at(rules, "/api/v3/alarm/device/name/" + device + "?active=true")))
                .body()
                .path("alarms");
        return Optional.of(alarms.path(0))
                .filter(JsonNode::isObject)
                .map(alarm -> alarm.path("severity").asText() + ", "
                        + alarm.path("rule").asText());
    }

    /** Switches a board's light. */
    Answer light(String device, boolean on) throws Refused, InterruptedException {
        return send(
                command,
                HttpRequest.newBuilder(at(command, "/api/v3/device/name/" + device + "/led"))
                        .header("Content-Type", "application/json")
                        .PUT(HttpRequest.BodyPublishers.ofString("{\"led\":" + on + "}")));
    }

    private static URI at(URI service, String path) {
        return URI.create(service.toString().replaceAll("/+$", "") + path);
    }

    private Answer send(URI service, HttpRequest.Builder request) throws Refused, InterruptedException {
        try {
            HttpResponse<String> response =
                    http.send(request.timeout(TIMEOUT).build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), JSON.readTree(response.body()));
        } catch (JsonProcessingException e) {
            throw new Refused("what answers at " + service + " does not speak JSON");
        } catch (IOException e) {
            throw new Refused("nothing answers at " + service + ": is Hearth up? Start it with ./hearth up");
        }
    }
}
