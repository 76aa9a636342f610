package io.hearth.device;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.hearth.contracts.codec.Json;
import io.hearth.contracts.metadata.AdminState;
import io.hearth.contracts.metadata.Device;
import io.hearth.contracts.metadata.DeviceProfile;
import io.hearth.contracts.metadata.DeviceProfileResponse;
import io.hearth.contracts.metadata.DeviceService;
import io.hearth.contracts.metadata.DeviceServiceResponse;
import io.hearth.contracts.metadata.MultiDeviceServicesResponse;
import io.hearth.contracts.metadata.MultiDevicesResponse;
import io.hearth.contracts.metadata.OperatingState;
import io.hearth.contracts.rest.BaseResponse;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A core-metadata for a {@code @QuarkusTest}, with the smart home in it, and a folder for the service's data. */
public final class WithMetadata implements QuarkusTestResourceLifecycleManager {
    /** Small pages, so that reading all devices takes several. */
    private static final int PAGE = 2;

    public static final Map<String, DeviceProfile> PROFILES = new ConcurrentHashMap<>();
    public static final List<Device> DEVICES = new CopyOnWriteArrayList<>();
    private static volatile DeviceService registered;
    private static volatile boolean keepsStates;
    private HttpServer server;

    public static DeviceService registered() {
        return registered;
    }

    /** From now on a device has the operatingState that it was given last. */
    public static void keepStates() {
        keepsStates = true;
    }

    /** What it tells of it answers too: a service reads everything anew now and then. */
    public static synchronized void has(String action, Device device) {
        DEVICES.removeIf(known -> known.name().equals(device.name()));
        if (!action.equals("delete")) {
            DEVICES.add(device);
        }
    }

    @Override
    public Map<String, String> start() {
        keepsStates = false;
        for (String yaml : List.of(Samples.THERMOMETER, Samples.BOILER)) {
            DeviceProfile profile = Samples.profile(yaml);
            PROFILES.put(profile.name(), profile);
        }
        CHANGES.clear();
        DEVICES.clear();
        DEVICES.addAll(List.of(
                Samples.device("livingroom", "room-thermometer"),
                Samples.device("bedroom", "room-thermometer"),
                Samples.device("boiler", "boiler"),
                state("locked", AdminState.LOCKED, OperatingState.UP, "boiler"),
                state("down", AdminState.UNLOCKED, OperatingState.DOWN, "boiler"),
                state("bare", AdminState.UNLOCKED, OperatingState.UP, "")));
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            Path data = Files.createTempDirectory("hearth-device-mqtt");
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/api/v3/deviceservice", WithMetadata::service);
            server.createContext("/api/v3/device/service/name/device-mqtt", WithMetadata::devices);
            server.createContext("/api/v3/device", WithMetadata::change);
            server.createContext("/api/v3/deviceprofile/name/", WithMetadata::profile);
            server.start();
            return Map.of(
                    "hearth.device.metadata-url",
                    "http://localhost:" + server.getAddress().getPort(),
                    "hearth.device.data-dir",
                    data.toString(),
                    "hearth.redis.required",
                    "false");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Device state(String name, AdminState admin, OperatingState operating, String profile) {
        return new Device(
                null,
                null,
                "",
                name,
                "",
                "",
                admin,
                operating,
                List.of(),
                null,
                "device-mqtt",
                profile,
                List.of(),
                new HashMap<>(),
                Map.of(),
                Map.of());
    }

    @Override
    public void stop() {
        server.stop(0);
    }

    private static void service(HttpExchange exchange) throws IOException {
        switch (exchange.getRequestMethod()) {
            case "GET" -> {
                if (exchange.getRequestURI().getPath().endsWith("/all")) {
                    List<DeviceService> all = registered == null ? List.of() : List.of(registered);
                    answer(exchange, 200, MultiDeviceServicesResponse.of(all.size(), all));
                } else if (registered == null) {
                    answer(exchange, 404, BaseResponse.error("", "no such service", 404));
                } else {
                    answer(exchange, 200, DeviceServiceResponse.of(registered));
                }
            }
            case "POST" -> {
                JsonNode items = Json.read(exchange.getRequestBody().readAllBytes(), JsonNode.class);
                registered = Json.mapper().treeToValue(items.get(0).get("service"), DeviceService.class);
                answer(exchange, 207, List.of(BaseResponse.ok("", 201)));
            }
            default -> answer(exchange, 405, BaseResponse.error("", "not here", 405));
        }
    }

    /** What was to be changed of devices, as it was sent. */
    public static final List<String> CHANGES = new CopyOnWriteArrayList<>();

    private static void change(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        CHANGES.add(new String(body, StandardCharsets.UTF_8));
        for (JsonNode item : Json.read(body, JsonNode.class)) {
            if (keepsStates && item.at("/device/operatingState").isTextual()) {
                operatingState(
                        item.at("/device/name").textValue(),
                        OperatingState.valueOf(item.at("/device/operatingState").textValue()));
            }
        }
        answer(exchange, 207, List.of(BaseResponse.ok("", 200)));
    }

    /** Sets a device's state, as a PATCH does. */
    public static void operatingState(String name, OperatingState state) {
        DEVICES.replaceAll(device -> !device.name().equals(name)
                ? device
                : new Device(
                        device.created(),
                        System.currentTimeMillis(),
                        device.id(),
                        name,
                        device.parent(),
                        device.description(),
                        device.adminState(),
                        state,
                        device.labels(),
                        device.location(),
                        device.serviceName(),
                        device.profileName(),
                        device.autoEvents(),
                        device.protocols(),
                        device.tags(),
                        device.properties()));
    }

    private static void devices(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestURI().getQuery();
        int offset = Integer.parseInt(query.substring(query.indexOf("offset=") + "offset=".length()));
        List<Device> all = new ArrayList<>(DEVICES);
        List<Device> page = all.subList(Math.min(offset, all.size()), Math.min(offset + PAGE, all.size()));
        answer(exchange, 200, MultiDevicesResponse.of(all.size(), page));
    }

    private static void profile(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        DeviceProfile profile = PROFILES.get(path.substring(path.lastIndexOf('/') + 1));
        if (profile == null) {
            answer(exchange, 404, BaseResponse.error("", "no such profile", 404));
        } else {
            answer(exchange, 200, DeviceProfileResponse.of(profile));
        }
    }

    private static void answer(HttpExchange exchange, int status, Object body) throws IOException {
        byte[] bytes = Json.bytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        try (exchange) {
            exchange.getResponseBody().write(bytes);
        }
    }
}
