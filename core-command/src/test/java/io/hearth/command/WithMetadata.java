package io.hearth.command;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A core-metadata for a {@code @QuarkusTest}: it knows every device but those named {@code nobody...}, and says that the
 * scripted device service serves them.
 */
public final class WithMetadata implements QuarkusTestResourceLifecycleManager {
    private static final String PROFILE = """
            {"apiVersion":"v3","statusCode":200,"profile":{"apiVersion":"v3","name":"boiler",
              "deviceResources":[
                {"name":"current","properties":{"valueType":"Float64","readWrite":"R"}},
                {"name":"mode","properties":{"valueType":"String","readWrite":"W"}},
                {"name":"target","properties":{"valueType":"Float64","readWrite":"RW"}},
                {"name":"secret","isHidden":true,"properties":{"valueType":"String","readWrite":"RW"}}],
              "deviceCommands":[
                {"name":"control","readWrite":"W","resourceOperations":[{"deviceResource":"mode"},{"deviceResource":"target"}]},
                {"name":"target","readWrite":"R","resourceOperations":[{"deviceResource":"target"}]},
                {"name":"service","isHidden":true,"readWrite":"R","resourceOperations":[{"deviceResource":"current"}]}]}}""";

    /** Protected by its profile: at least 1 h on and 30 m off, set at most three times a minute. */
    private static final String PUMP = """
            {"apiVersion":"v3","statusCode":200,"profile":{"apiVersion":"v3","name":"pump",
              "deviceResources":[
                {"name":"running","properties":{"valueType":"Bool","readWrite":"RW"},
                 "attributes":{"hearth":{"minOnTime":"1h","minOffTime":"30m"}}},
                {"name":"speed","properties":{"valueType":"Float64","readWrite":"RW"},
                 "attributes":{"hearth":{"rateLimit":"3/1m"}}},
                {"name":"broken","properties":{"valueType":"Bool","readWrite":"RW"},
                 "attributes":{"hearth":{"minOnTime":"soon"}}}],
              "deviceCommands":[
                {"name":"start","readWrite":"W","resourceOperations":[{"deviceResource":"speed"},{"deviceResource":"running"}],
                 "tags":{"hearth":{"rateLimit":"1/1h"}}}]}}""";

    /** Read back: its valve by itself, its switch by the state of its relay. */
    private static final String VALVE = """
            {"apiVersion":"v3","statusCode":200,"profile":{"apiVersion":"v3","name":"valve",
              "deviceResources":[
                {"name":"position","properties":{"valueType":"Float64","readWrite":"RW"}},
                {"name":"careful","properties":{"valueType":"Int16","readWrite":"RW"},"attributes":{"hearth":{"confirm":true}}},
                {"name":"switch","properties":{"valueType":"String","readWrite":"W"},
                 "attributes":{"hearth":{"confirmBy":"relay","confirmValues":{"open":"true","shut":"false"}}}},
                {"name":"relay","properties":{"valueType":"Bool","readWrite":"R"}},
                {"name":"blind","properties":{"valueType":"String","readWrite":"W"}}],
              "deviceCommands":[]}}""";

    private static final Map<String, AtomicInteger> ASKED = new ConcurrentHashMap<>();
    private static final Set<String> GONE = ConcurrentHashMap.newKeySet();
    private static final Map<String, String> MOVED = new ConcurrentHashMap<>();

    private HttpServer server;

    /** How often a device was asked for. */
    public static int asked(String device) {
        return ASKED.getOrDefault(device, new AtomicInteger()).get();
    }

    /** From now on a device is not known any more; nobody is told. */
    public static void remove(String device) {
        GONE.add(device);
    }

    /** From now on another service serves a device; nobody is told. */
    public static void move(String device, String service) {
        MOVED.put(device, service);
    }

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/api/v3/device/name/", WithMetadata::device);
        server.createContext("/api/v3/device/all", WithMetadata::all);
        server.createContext("/api/v3/deviceprofile/name/boiler", exchange -> answer(exchange, 200, PROFILE));
        server.createContext("/api/v3/deviceprofile/name/pump", exchange -> answer(exchange, 200, PUMP));
        server.createContext("/api/v3/deviceprofile/name/valve", exchange -> answer(exchange, 200, VALVE));
        server.createContext("/api/v3/device/profile/name/", WithMetadata::ofProfile);
        server.start();
        return Map.of(
                "hearth.command.metadata-url",
                "http://localhost:" + server.getAddress().getPort());
    }

    @Override
    public void stop() {
        server.stop(0);
    }

    private static void device(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String name = path.substring("/api/v3/device/name/".length());
        ASKED.computeIfAbsent(name, first -> new AtomicInteger()).incrementAndGet();
        if (name.startsWith("nobody") || GONE.contains(name)) {
            answer(
                    exchange,
                    404,
                    "{\"apiVersion\":\"v3\",\"message\":\"device '" + name + "' does not exist\",\"statusCode\":404}");
        } else {
            answer(
                    exchange,
                    200,
                    "{\"apiVersion\":\"v3\",\"statusCode\":200,\"device\":" + json(name, profileOf(name)) + "}");
        }
    }

    /** Three pumps; the second and the third are in the cellar. */
    private static void ofProfile(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        answer(exchange, 200, page(path.endsWith("/pump") ? List.of("pump-1", "pump-2", "pump-3") : List.of()));
    }

    private static String page(List<String> names) {
        return names.stream()
                .map(name -> json(name, "pump", name.equals("pump-1") ? "[]" : "[\"cellar\"]"))
                .collect(Collectors.joining(
                        ",",
                        "{\"apiVersion\":\"v3\",\"statusCode\":200,\"totalCount\":" + names.size() + ",\"devices\":[",
                        "]}"));
    }

    private static void all(HttpExchange exchange) throws IOException {
        if (String.valueOf(exchange.getRequestURI().getQuery()).startsWith("labels=cellar&offset=0&")) {
            answer(exchange, 200, page(List.of("pump-2", "pump-3")));
            return;
        }
        if (!exchange.getRequestURI().getQuery().startsWith("offset=0&")) {
            answer(exchange, 416, "{\"apiVersion\":\"v3\",\"message\":\"past the end\",\"statusCode\":416}");
            return;
        }
        String devices = Stream.of(json("one", "boiler"), json("two", ""), json("three", "boiler"))
                .collect(Collectors.joining(","));
        answer(
                exchange,
                200,
                "{\"apiVersion\":\"v3\",\"statusCode\":200,\"totalCount\":3,\"devices\":[" + devices + "]}");
    }

    private static String profileOf(String name) {
        return Stream.of("pump", "valve")
                .filter(profile -> name.startsWith(profile + "-"))
                .findFirst()
                .orElse("boiler");
    }

    private static String json(String name, String profile) {
        return json(name, profile, "[]");
    }

    private static String json(String name, String profile, String labels) {
        return """
                {"name":"%s","serviceName":"%s","profileName":"%s","adminState":"%s","operatingState":"%s","protocols":{},
                 "labels":%s}""".formatted(
                        name,
                        MOVED.getOrDefault(name, ScriptedDeviceService.NAME),
                        profile,
                        name.startsWith("locked-") ? "LOCKED" : "UNLOCKED",
                        name.startsWith("down-") ? "DOWN" : "UP",
                        labels);
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        try (exchange) {
            exchange.getResponseBody().write(body);
        }
    }
}
