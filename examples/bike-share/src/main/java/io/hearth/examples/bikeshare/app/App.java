package io.hearth.examples.bikeshare.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.hearth.examples.bikeshare.bike.Order;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The mobile app of the riders: all that it does, it does over REST. */
public final class App {
    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final JsonMapper JSON = new JsonMapper();

    private final URI command;
    private final URI data;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    /**
     * @param command where core-command answers, without a path
     * @param data    where core-data answers, without a path
     */
    public App(URI command, URI data) {
        this.command = command;
        this.data = data;
    }

    /** What is to be asked of a bike, to be shown to whoever wants to ask it. */
    public URI address(String bike) {
        return URI.create(command + "/api/v3/device/name/" + bike + "/command");
    }

    /**
     * Tells a bike something, and holds nothing: a bike that is left open may be locked by whoever finds that.
     *
     * @param confirm whether the bike must show that it did so: a rider stands before it
     */
    public Answer tell(String bike, Order order, boolean confirm) throws InterruptedException {
        return send(HttpRequest.newBuilder(
                                URI.create(address(bike) + "?hearth-hold=0s" + (confirm ? "&confirm=true" : "")))
                        .header("Content-Type", "application/json")
                        .header("X-Hearth-Caller", "person:rider")
                        .PUT(HttpRequest.BodyPublishers.ofString("{\"command\":\"" + order.word() + "\"}")))
                .answer();
    }

    /** What a bike reported last of one of its resources. */
    public Optional<String> reading(String bike, String resource) throws InterruptedException {
        JsonNode event = get(command, "/device/name/" + bike + "/" + resource).path("event");
        return Optional.of(event.path("readings").path(0).path("value"))
                .filter(JsonNode::isValueNode)
                .map(JsonNode::asText)
                .filter(value -> !value.isEmpty());
    }

    /** The sums of a resource, by bike, over all that was ever stored. */
    public Map<String, Long> sums(String resource) throws InterruptedException {
        Map<String, Long> sums = new HashMap<>();
        get(data, "/reading/resourceName/" + resource + "?aggregateFunc=sum")
                .path("readings")
                .forEach(sum -> sums.put(
                        sum.path("deviceName").asText(), sum.path("value").asLong()));
        return sums;
    }

    /** The sum of a resource of one bike; empty when nobody can say. */
    public Optional<Long> sum(String bike, String resource) throws InterruptedException {
        JsonNode readings = get(
                        data, "/reading/device/name/" + bike + "/resourceName/" + resource + "?aggregateFunc=sum")
                .path("readings");
        return readings.isArray() ? Optional.of(readings.path(0).path("value").asLong(0)) : Optional.empty();
    }

    /** How many events are stored; empty when nobody can say. */
    public Optional<Long> events() throws InterruptedException {
        JsonNode count = get(data, "/event/count").path("count");
        return count.isNumber() ? Optional.of(count.asLong()) : Optional.empty();
    }

    private JsonNode get(URI at, String path) throws InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(at + "/api/v3" + path)).GET())
                .body();
    }

    private record Sent(int status, JsonNode body) {
        private Answer answer() {
            return new Answer(status, body.path("message").asText());
        }
    }

    private Sent send(HttpRequest.Builder request) throws InterruptedException {
        HttpRequest sent = request.timeout(TIMEOUT).build();
        try {
            HttpResponse<String> response = http.send(sent, HttpResponse.BodyHandlers.ofString());
            return new Sent(
                    response.statusCode(),
                    response.body().isEmpty() ? MissingNode.getInstance() : JSON.readTree(response.body()));
        } catch (JsonProcessingException noJson) {
            return new Sent(0, JSON.createObjectNode().put("message", "an answer that is no JSON: " + noJson));
        } catch (IOException gone) {
            return new Sent(0, JSON.createObjectNode().put("message", "nobody answers at " + sent.uri() + ": " + gone));
        }
    }
}
