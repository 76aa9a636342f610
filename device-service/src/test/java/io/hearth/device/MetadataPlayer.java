package io.hearth.device;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.hearth.contracts.codec.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A core-metadata that keeps what it is told, and says in which order it was asked. */
public final class MetadataPlayer implements AutoCloseable {
    private static final Map<String, String> ENTRY = Map.of(
            "deviceprofile",
            "profile",
            "device",
            "device",
            "provisionwatcher",
            "provisionWatcher",
            "deviceservice",
            "service");

    public final Map<String, JsonNode> profiles = new ConcurrentHashMap<>();
    public final Map<String, JsonNode> devices = new ConcurrentHashMap<>();
    public final Map<String, JsonNode> watchers = new ConcurrentHashMap<>();
    public final Map<String, JsonNode> services = new ConcurrentHashMap<>();
    /** Method, path and query of each request. */
    public final List<String> asked = new CopyOnWriteArrayList<>();

    private final HttpServer server;

    public MetadataPlayer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/api/v3/", this::answer);
        server.start();
    }

    public String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    private Map<String, JsonNode> kept(String kind) {
        return switch (kind) {
            case "deviceprofile" -> profiles;
            case "device" -> devices;
            case "deviceservice" -> services;
            default -> watchers;
        };
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().substring("/api/v3/".length());
        String query = exchange.getRequestURI().getQuery();
        asked.add(exchange.getRequestMethod() + " " + path + (query == null ? "" : "?" + query));
        String[] levels = path.split("/");
        String kind = levels[0];
        ObjectNode body =
                Json.mapper().createObjectNode().put("apiVersion", "v3").put("statusCode", 200);
        switch (exchange.getRequestMethod()) {
            case "GET" -> {
                if (levels[1].equals("service") || levels[1].equals("all")) {
                    ArrayNode all = body.putArray(ENTRY.get(kind) + "s");
                    kept(kind).values().stream()
                            .filter(entry -> levels[1].equals("all")
                                    || !entry.has("serviceName")
                                    || entry.path("serviceName").asText().equals(levels[3]))
                            .forEach(all::add);
                    send(exchange, 200, body.put("totalCount", all.size()));
                } else if (kept(kind).containsKey(levels[2])) {
                    body.set(ENTRY.get(kind), kept(kind).get(levels[2]));
                    send(exchange, 200, body);
                } else {
                    send(exchange, 404, body.put("statusCode", 404).put("message", "no such " + kind));
                }
            }
            default -> change(exchange, kind);
        }
    }

    private void change(HttpExchange exchange, String kind) throws IOException {
        JsonNode items = Json.read(exchange.getRequestBody().readAllBytes(), JsonNode.class);
        boolean senseless = false;
        for (JsonNode item : items) {
            senseless |=
                    item.at("/" + ENTRY.get(kind) + "/description").asText().equals("senseless");
        }
        if (senseless) {
            send(
                    exchange,
                    400,
                    Json.mapper().createObjectNode().put("statusCode", 400).put("message", "makes no sense"));
            return;
        }
        ArrayNode answers = Json.mapper().createArrayNode();
        for (JsonNode item : items) {
            JsonNode entry = item.path(ENTRY.get(kind));
            boolean post = exchange.getRequestMethod().equals("POST");
            boolean there = kept(kind).containsKey(entry.path("name").asText());
            int status = post ? there ? 409 : 201 : there ? 200 : 404;
            if (status < 300) {
                kept(kind)
                        .merge(
                                entry.path("name").asText(),
                                entry,
                                (before, changed) -> exchange.getRequestMethod().equals("PATCH")
                                        ? ((ObjectNode) before.deepCopy()).setAll((ObjectNode) changed)
                                        : changed);
            }
            answers.addObject()
                    .put("apiVersion", "v3")
                    .put("statusCode", status)
                    .put("message", status < 300 ? "" : "no");
        }
        send(exchange, 207, answers);
    }

    private static void send(HttpExchange exchange, int status, Object body) throws IOException {
        byte[] bytes = Json.bytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        try (exchange) {
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
