package io.hearth.rules.device;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.hearth.contracts.codec.Json;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A core-metadata for a {@code @QuarkusTest}, as far as the rules engine asks it: lists in pages, and whether a device is there. */
public final class WithMetadata implements QuarkusTestResourceLifecycleManager {
    private static final Pattern PAGE = Pattern.compile("offset=(\\d+)&limit=(\\d+)");
    private static final Map<String, Map<String, Object>> DEVICES = new ConcurrentSkipListMap<>();
    private static final Map<String, Map<String, Object>> PROFILES = new ConcurrentSkipListMap<>();
    private static final AtomicInteger READINGS = new AtomicInteger();
    private static volatile Instant begun = Instant.MIN;
    private static volatile boolean away;
    private static volatile String passedOver = "";
    private static volatile boolean breaksOff;

    private HttpServer server;

    /** A device as core-metadata writes it. */
    public static Map<String, Object> device(String name, String profile, String... labels) {
        return Map.of(
                "name",
                name,
                "adminState",
                "UNLOCKED",
                "operatingState",
                "UP",
                "serviceName",
                "device-mqtt",
                "profileName",
                profile,
                "labels",
                List.of(labels),
                "protocols",
                Map.of());
    }

    /** From now on core-metadata has this device; nobody is told. */
    public static void add(Map<String, Object> device) {
        DEVICES.put((String) device.get("name"), device);
    }

    /** From now on core-metadata has this profile; nobody is told. */
    public static void addProfile(Map<String, Object> profile) {
        PROFILES.put((String) profile.get("name"), profile);
    }

    /** From now on the device is not there any more; nobody is told. */
    public static void remove(String device) {
        DEVICES.remove(device);
    }

    /** The device is on no page, as when another one is deleted while pages are read. */
    public static void passOver(String device) {
        passedOver = device;
    }

    /** Whether every request is answered with 503. */
    public static void away(boolean isAway) {
        away = isAway;
    }

    /** Whether only the first page of devices is answered. */
    public static void breakOff(boolean doesBreakOff) {
        breaksOff = doesBreakOff;
    }

    /** How often a reading of all profiles and devices has begun. */
    public static int readings() {
        return READINGS.get();
    }

    /** When the last of them has. */
    public static Instant begun() {
        return begun;
    }

    /** As it was at the start. */
    public static void reset() {
        DEVICES.clear();
        PROFILES.clear();
        away = false;
        passedOver = "";
        breaksOff = false;
    }

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/api/v3/device/all", exchange -> list(exchange, "devices", DEVICES));
        server.createContext("/api/v3/deviceprofile/all", exchange -> list(exchange, "profiles", PROFILES));
        server.createContext("/api/v3/device/check/name/", WithMetadata::check);
        server.start();
        return Map.of(
                "hearth.rules.catalog.metadata-url",
                "http://localhost:" + server.getAddress().getPort());
    }

    @Override
    public void stop() {
        server.stop(0);
    }

    private static void list(HttpExchange exchange, String what, Map<String, Map<String, Object>> all)
            throws IOException {
        Matcher page = PAGE.matcher(exchange.getRequestURI().getQuery());
        if (!page.matches()) {
            answer(exchange, 400, Map.of());
            return;
        }
        int offset = Integer.parseInt(page.group(1));
        List<Map<String, Object>> items = all.values().stream()
                .filter(item -> !passedOver.equals(item.get("name")))
                .toList();
        if (what.equals("profiles") && offset == 0) {
            begun = Instant.now();
            READINGS.incrementAndGet();
        }
        if (what.equals("devices") && offset > 0 && breaksOff) {
            answer(exchange, 503, Map.of());
            return;
        }
        answer(
                exchange,
                200,
                Map.of(
                        "totalCount",
                        items.size(),
                        what,
                        items.stream()
                                .skip(offset)
                                .limit(Integer.parseInt(page.group(2)))
                                .toList()));
    }

    private static void check(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        String name = URLDecoder.decode(path.substring(path.lastIndexOf('/') + 1), StandardCharsets.UTF_8);
        answer(exchange, DEVICES.containsKey(name) ? 200 : 404, Map.of());
    }

    private static void answer(HttpExchange exchange, int status, Map<String, Object> body) throws IOException {
        byte[] bytes = Json.bytes(body);
        try (exchange) {
            exchange.sendResponseHeaders(away ? 503 : status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
