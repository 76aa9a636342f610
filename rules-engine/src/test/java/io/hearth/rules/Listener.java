package io.hearth.rules;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A client of a live stream, as a browser is one: an event has happened when it is there as a whole. */
public final class Listener implements AutoCloseable {
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final AtomicInteger heartbeats = new AtomicInteger();
    private final HttpClient http = HttpClient.newHttpClient();
    private final InputStream body;

    /** An event as it came; "" for what it does not say. */
    public record Event(String id, String name, String data) {
        private static Event of(List<String> lines) {
            return new Event(field(lines, "id:"), field(lines, "event:"), field(lines, "data:"));
        }

        private static String field(List<String> lines, String name) {
            return lines.stream()
                    .filter(line -> line.startsWith(name))
                    .map(line -> line.substring(name.length()).trim())
                    .findFirst()
                    .orElse("");
        }
    }

    public Listener(String url, String lastEventId) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        HttpResponse<InputStream> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException("answered " + answer.statusCode());
        }
        body = answer.body();
        Thread.startVirtualThread(this::listen);
    }

    private void listen() {
        Scanner scanner = new Scanner(body, StandardCharsets.UTF_8);
        List<String> lines = new ArrayList<>();
        while (scanner.hasNextLine()) {
            String line = scanner.nextLine();
            if (line.startsWith(":")) {
                heartbeats.incrementAndGet();
            } else if (!line.isEmpty()) {
                lines.add(line);
                continue;
            }
            if (lines.stream().anyMatch(field -> field.startsWith("data:"))) {
                events.add(Event.of(lines));
            }
            lines.clear();
        }
    }

    /** How often it was said that the stream lives. */
    public int heartbeats() {
        return heartbeats.get();
    }

    /** What was told so far; a sign that the stream lives is none. */
    public List<Event> events() {
        return events;
    }

    /** What was said of each event so far. */
    public List<String> data() {
        return events.stream().map(Event::data).toList();
    }

    @Override
    public void close() throws IOException {
        body.close();
        http.shutdownNow();
    }
}
