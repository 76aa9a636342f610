package io.hearth.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** Clients of a stream of Server-Sent Events, each with a connection of its own, who count what they are told. */
final class StreamClients implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<Stream<String>> streams = new ArrayList<>();
    private final List<AtomicLong> heard = new ArrayList<>();

    /** Returns when all are connected. */
    StreamClients(URI stream, int clients) throws IOException, InterruptedException {
        for (int client = 0; client < clients; client++) {
            HttpResponse<Stream<String>> answer = http.send(
                    HttpRequest.newBuilder(stream).timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofLines());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException("client " + (client + 1) + " was answered " + answer.statusCode());
            }
            AtomicLong count = new AtomicLong();
            heard.add(count);
            streams.add(answer.body());
            Thread.ofVirtual().start(() -> count(answer.body(), count));
        }
    }

    private static void count(Stream<String> lines, AtomicLong count) {
        try {
            lines.filter(line -> line.startsWith("data:")).forEach(line -> count.incrementAndGet());
        } catch (UncheckedIOException closed) {
            // As it is closed here.
        }
    }

    /** How many events all clients were told together, with those of the beginning. */
    long heard() {
        return heard.stream().mapToLong(AtomicLong::get).sum();
    }

    /** How many events that client was told which was told least. */
    long leastHeard() {
        return heard.stream().mapToLong(AtomicLong::get).min().orElse(0);
    }

    @Override
    public void close() {
        http.shutdownNow();
        streams.forEach(Stream::close);
        http.close();
    }
}
