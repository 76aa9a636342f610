package io.hearth.examples;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;

/**
 * Tells the services about an example, as any EdgeX client would. What is known already is brought up to date, so loading
 * twice does no harm.
 */
public final class Loading {
    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final JsonMapper JSON = new JsonMapper();

    private final URI metadata;
    private final URI rules;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    /**
     * @param metadata where core-metadata answers, without a path
     * @param rules where rules-engine answers, without a path
     */
    public Loading(URI metadata, URI rules) {
        this.metadata = metadata;
        this.rules = rules;
    }

    /** Loads everything, devices after their profiles and rules last. */
    public void load(ExampleFiles files) throws Refused, InterruptedException {
        for (JsonNode profile : files.profiles()) {
            put("core-metadata", metadata, "deviceprofile", "PUT", profile, request("profile", profile));
        }
        for (JsonNode device : files.devices()) {
            put("core-metadata", metadata, "device", "PATCH", device, request("device", device));
        }
        for (JsonNode rule : files.rules()) {
            put("rules-engine", rules, "rule", "PUT", rule, rule);
        }
    }

    private static ArrayNode request(String field, JsonNode thing) {
        ObjectNode item = JsonNodeFactory.instance.objectNode();
        item.put("apiVersion", "v3");
        item.put("requestId", UUID.randomUUID().toString());
        item.set(field, thing);
        return JsonNodeFactory.instance.arrayNode().add(item);
    }

    private void put(String service, URI at, String path, String update, JsonNode thing, JsonNode body)
            throws Refused, InterruptedException {
        String what = path + " " + thing.path("name").asText();
        Answer answer = send(service, at, path, "POST", body);
        if (answer.status() == 409) {
            answer = send(service, at, path, update, body);
        }
        if (answer.status() / 100 != 2) {
            throw new Refused(service + " refused " + what + ": " + answer.status() + " " + answer.message());
        }
    }

    private record Answer(int status, String message) {}

    private Answer send(String service, URI at, String path, String method, JsonNode body)
            throws Refused, InterruptedException {
        URI uri = URI.create(at.toString().replaceAll("/+$", "") + "/api/v3/" + path);
        try {
            HttpRequest request = HttpRequest.newBuilder(uri)
                    .timeout(TIMEOUT)
                    .header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                    .build();
            return answer(http.send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new Refused(service + " does not answer at " + at + ": is Hearth up? Start it with ./hearth up");
        }
    }

    /** A multi-status answer is as good as its one item. */
    private static Answer answer(HttpResponse<String> response) {
        try {
            JsonNode body = JSON.readTree(response.body());
            JsonNode item = body.isArray() ? body.path(0) : body;
            return new Answer(
                    item.path("statusCode").asInt(response.statusCode()),
                    item.path("message").asText());
        } catch (JsonProcessingException e) {
            return new Answer(
                    response.statusCode(), response.body().lines().findFirst().orElse(""));
        }
    }
}
