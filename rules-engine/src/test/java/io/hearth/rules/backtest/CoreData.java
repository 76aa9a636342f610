package io.hearth.rules.backtest;

import com.sun.net.httpserver.HttpServer;
import io.hearth.contracts.codec.Json;
import io.hearth.contracts.event.MultiReadingsResponse;
import io.hearth.contracts.event.Reading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a core-data has recorded; answers as it does: pages, the newest first. */
final class CoreData implements AutoCloseable {
    private final List<Reading> recorded = new CopyOnWriteArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private volatile CountDownLatch begun = new CountDownLatch(0);
    private volatile CountDownLatch go = new CountDownLatch(0);

    CoreData() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/api/v3/reading/device/name/", exchange -> {
            begun.countDown();
            awaitGo();
            asked.add(exchange.getRequestURI().toString());
            byte[] answer = Json.bytes(page(exchange.getRequestURI()));
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    List<Reading> recorded() {
        return recorded;
    }

    /** From now on a request counts the first down, and is answered when the second is. */
    void holdUp(CountDownLatch requests, CountDownLatch answers) {
        begun = requests;
        go = answers;
    }

    private void awaitGo() {
        try {
            go.await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** Each request that came. */
    List<String> asked() {
        return asked;
    }

    private MultiReadingsResponse page(URI uri) {
        String[] path = uri.getPath().split("/");
        boolean ofResource = path[7].equals("resourceName");
        String resource = ofResource ? path[8] : "";
        int at = ofResource ? 10 : 8;
        Map<String, String> query = Stream.of(uri.getQuery().split("&"))
                .map(part -> part.split("="))
                .collect(Collectors.toMap(part -> part[0], part -> part[1]));
        List<Reading> found = recorded.stream()
                .filter(reading -> reading.deviceName().equals(path[6]))
                .filter(reading -> resource.isEmpty() || reading.resourceName().equals(resource))
                .filter(reading -> reading.origin() >= Long.parseLong(path[at]))
                .filter(reading -> reading.origin() <= Long.parseLong(path[at + 2]))
                .sorted(Comparator.comparingLong(Reading::origin).reversed())
                .toList();
        return MultiReadingsResponse.of(
                found.size(),
                found.stream()
                        .skip(Long.parseLong(query.get("offset")))
                        .limit(Long.parseLong(query.get("limit")))
                        .toList());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
