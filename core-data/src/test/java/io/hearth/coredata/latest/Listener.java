package io.hearth.coredata.latest;

import io.hearth.contracts.codec.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Scanner;
import java.util.concurrent.CopyOnWriteArrayList;

/** A client of the live stream, as a browser is one. */
final class Listener implements AutoCloseable {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private final InputStream body;

    Listener(String url, String lastEventId) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        try {
            HttpResponse<InputStream> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException("answered " + answer.statusCode());
            }
            body = answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        Thread.startVirtualThread(() -> {
            Scanner scanner = new Scanner(body, java.nio.charset.StandardCharsets.UTF_8);
            while (scanner.hasNextLine()) {
                lines.add(scanner.nextLine());
            }
        });
    }

    /** The first reading's value of each message so far. */
    List<String> values() {
        return lines.stream()
                .filter(line -> line.startsWith("data:"))
                .map(line -> {
                    try {
                        return Json.mapper()
                                .readTree(line.substring("data:".length()))
                                .at("/readings/0/value")
                                .asText();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .toList();
    }

    /** As {@link #values}, without those told again. */
    List<String> distinct() {
        return values().stream().distinct().toList();
    }

    String lastId() {
        return lines.stream()
                .filter(line -> line.startsWith("id:"))
                .reduce((first, second) -> second)
                .map(line -> line.substring("id:".length()).trim())
                .orElseThrow();
    }

    List<String> lines() {
        return lines;
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
