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
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Tells the services about an example, as any EdgeX client would, many things in one request. What is known already is
 * brought up to date, so loading twice does no harm.
 */
public final class Loading {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int AT_ONCE = 200;
    private static final int KNOWN = 409;
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

    /** Loads everything: profiles, then devices, then those that wait for devices, then rules. */
    public void load(ExampleFiles files) throws Refused, InterruptedException {
        load("core-metadata", metadata, "deviceprofile", "PUT", "profile", files.profiles());
        devices(files.devices());
        load("core-metadata", metadata, "provisionwatcher", "PATCH", "provisionWatcher", files.watchers());
        rules(files.rules());
    }

    /** Adds devices; their profiles are there already. */
    public void devices(List<JsonNode> devices) throws Refused, InterruptedException {
        load("core-metadata", metadata, "device", "PATCH", "device", devices);
    }

    /** Adds rules. */
    public void rules(List<JsonNode> added) throws Refused, InterruptedException {
        load("rules-engine", rules, "rule", "PUT", "", added);
    }

    /**
     * @param update the method that brings a known thing up to date
     * @param field  what the thing is called in its request; none when it is sent bare
     */
    private void load(String service, URI at, String path, String update, String field, List<JsonNode> things)
            throws Refused, InterruptedException {
        for (int from = 0; from < things.size(); from += AT_ONCE) {
            List<JsonNode> some = things.subList(from, Math.min(things.size(), from + AT_ONCE));
            List<JsonNode> known = new ArrayList<>();
            List<Answer> added = send(service, at, path, "POST", field, some);
            for (int i = 0; i < some.size(); i++) {
                if (added.get(i).status() == KNOWN) {
                    known.add(some.get(i));
                } else {
                    check(service, path, some.get(i), added.get(i));
                }
            }
            List<Answer> updated = known.isEmpty() ? List.of() : send(service, at, path, update, field, known);
            for (int i = 0; i < known.size(); i++) {
                check(service, path, known.get(i), updated.get(i));
            }
        }
    }

    private static void check(String service, String path, JsonNode thing, Answer answer) throws Refused {
        if (answer.status() / 100 != 2) {
            throw new Refused(service + " refused " + path + " "
                    + thing.path("name").asText() + ": " + answer.status() + " " + answer.message());
        }
    }

    private static ArrayNode request(String field, List<JsonNode> things) {
        ArrayNode request = JsonNodeFactory.instance.arrayNode();
        for (JsonNode thing : things) {
            if (field.isEmpty()) {
                request.add(thing);
            } else {
                ObjectNode item = request.addObject();
                item.put("apiVersion", "v3");
                item.put("requestId", UUID.randomUUID().toString());
                item.set(field, thing);
            }
        }
        return request;
    }

    private record Answer(int status, String message) {}

    private List<Answer> send(String service, URI at, String path, String method, String field, List<JsonNode> things)
            throws Refused, InterruptedException {
        URI uri = URI.create(at.toString().replaceAll("/+$", "") + "/api/v3/" + path);
        try {
            HttpRequest request = HttpRequest.newBuilder(uri)
                    .timeout(TIMEOUT)
                    .header("Content-Type", "application/json")
                    .method(
                            method,
                            HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(request(field, things))))
                    .build();
            return answers(http.send(request, HttpResponse.BodyHandlers.ofString()), things.size());
        } catch (IOException e) {
            throw new Refused(service + " does not answer at " + at + ": is Hearth up? Start it with ./hearth up");
        }
    }

    /** An item for each thing, in order; an answer that is none of items is that of each. */
    private static List<Answer> answers(HttpResponse<String> response, int things) {
        List<Answer> answers = new ArrayList<>();
        JsonNode body = body(response);
        for (int i = 0; i < things; i++) {
            JsonNode item = body.isArray() ? body.path(i) : body;
            answers.add(new Answer(
                    item.path("statusCode").asInt(body.isArray() ? 500 : response.statusCode()),
                    item.path("message").asText()));
        }
        return answers;
    }

    private static JsonNode body(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (JsonProcessingException e) {
            String first = response.body().lines().findFirst().orElse("");
            return JsonNodeFactory.instance.objectNode().put("message", first);
        }
    }
}
