package io.hearth.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * A service's REST interface and metrics.
 *
 * @param port where it answers, on this machine
 */
public record Door(int port) {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MOST_SAID = 1_000;

    /** Where a path is. */
    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** What is there; anything but 200 makes the run void. */
    public String get(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = HTTP.send(
                HttpRequest.newBuilder(uri(path)).timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw unexpected(path, answer);
        }
        return answer.body();
    }

    /** Posts JSON; anything but items that were all accepted makes the run void. */
    public void post(String path, byte[] json) throws IOException, InterruptedException {
        HttpResponse<String> answer = HTTP.send(
                HttpRequest.newBuilder(uri(path))
                        .header("Content-Type", "application/json")
                        .timeout(PATIENCE)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(json))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 207 || answer.body().matches("(?s).*\"statusCode\":[345].*")) {
            throw unexpected(path, answer);
        }
    }

    /**
     * A counter or gauge, all that have these labels together, each as {@code kind="command"}; 0 when there is none.
     */
    public long metric(String name, String... labels) throws IOException, InterruptedException {
        return get("/q/metrics")
                .lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .filter(line -> Stream.of(labels).allMatch(line::contains))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static IllegalStateException unexpected(String path, HttpResponse<String> answer) {
        return new IllegalStateException("void: " + path + " answered " + answer.statusCode() + " "
                + answer.body().substring(0, Math.min(MOST_SAID, answer.body().length())));
    }
}
