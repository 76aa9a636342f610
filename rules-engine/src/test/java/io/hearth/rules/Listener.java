package io.hearth.rules;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Scanner;
import java.util.concurrent.CopyOnWriteArrayList;

/** A client of a live stream, as a browser is one. */
public final class Listener implements AutoCloseable {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private final InputStream body;

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
        Thread.startVirtualThread(() -> {
            Scanner scanner = new Scanner(body, StandardCharsets.UTF_8);
            while (scanner.hasNextLine()) {
                lines.add(scanner.nextLine());
            }
        });
    }

    public List<String> lines() {
        return lines;
    }

    /** What was said of each event so far. */
    public List<String> data() {
        return fields("data:");
    }

    public String lastId() {
        return fields("id:").getLast();
    }

    private List<String> fields(String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()).trim())
                .toList();
    }

    @Override
    public void close() throws IOException {
        body.close();
        http.shutdownNow();
    }
}
