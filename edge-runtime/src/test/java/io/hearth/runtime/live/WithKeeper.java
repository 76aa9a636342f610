package io.hearth.runtime.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.hearth.contracts.codec.Json;
import io.hearth.contracts.keeper.KeyValue;
import io.hearth.contracts.keeper.KeysResponse;
import io.hearth.contracts.keeper.MultiKeyValueResponse;
import io.hearth.contracts.rest.BaseResponse;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** A core-keeper at the far end of the network, which is away until {@link #up} and holds what a test puts into it. */
public final class WithKeeper implements QuarkusTestResourceLifecycleManager {
    private static final String KEYS = "/api/v3/kvs/key/";
    private static final Map<String, KeyValue> VALUES = new ConcurrentSkipListMap<>();
    private static final List<String> REGISTERED = new CopyOnWriteArrayList<>();
    private static final Map<String, JsonNode> TREES = new ConcurrentSkipListMap<>();
    private static final AtomicLong CLOCK = new AtomicLong();
    private static volatile int port;
    private static volatile HttpServer server;

    static void put(String key, String value) {
        VALUES.put(key, new KeyValue(key, value, 0, CLOCK.incrementAndGet()));
    }

    /** What a core-keeper has at its start, stored by nobody. */
    static void begin(String key, String value) {
        VALUES.put(key, new KeyValue(key, value, 0, 0));
    }

    static void clear() {
        VALUES.clear();
    }

    /** The bodies of the registrations that came. */
    static List<String> registered() {
        return REGISTERED;
    }

    public static void up() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        server.createContext(KEYS, WithKeeper::answer);
        server.createContext("/api/v3/registry", exchange -> {
            REGISTERED.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(201, -1);
            exchange.close();
        });
        server.start();
    }

    public static void down() {
        if (server != null) {
            server.stop(0);
            server = null;
        }
    }

    /** What was stored under a key with {@code flatten}: the value of the request. */
    public static JsonNode stored(String key) {
        return TREES.get(key);
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String key = exchange.getRequestURI().getPath().substring(KEYS.length());
        if (exchange.getRequestMethod().equals("PUT")) {
            store(exchange, key);
            return;
        }
        List<KeyValue> found = VALUES.values().stream()
                .filter(one -> one.key().equals(key) || one.key().startsWith(key + "/"))
                .toList();
        byte[] body = Json.bytes(
                found.isEmpty() ? BaseResponse.error("", "not found", 404) : MultiKeyValueResponse.of(found));
        exchange.sendResponseHeaders(found.isEmpty() ? 404 : 200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static void store(HttpExchange exchange, String key) throws IOException {
        boolean allowed = !key.contains(":")
                && "flatten=true".equals(exchange.getRequestURI().getQuery());
        if (allowed) {
            TREES.put(key, Json.mapper().readTree(exchange.getRequestBody()).get("value"));
        }
        byte[] body =
                Json.bytes(allowed ? KeysResponse.of(List.of(key)) : BaseResponse.error("", "key is " + key, 400));
        exchange.sendResponseHeaders(allowed ? 200 : 400, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public Map<String, String> start() {
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return Map.of(
                "hearth.keeper.enabled",
                "true",
                "hearth.keeper.url",
                "http://127.0.0.1:" + port,
                "hearth.keeper.max-retry-delay",
                "300ms");
    }

    @Override
    public void stop() {
        down();
    }
}
