package io.hearth.coredata.retention;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.hearth.contracts.codec.Json;
import io.hearth.contracts.metadata.Device;
import io.hearth.contracts.metadata.MultiDevicesResponse;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A core-metadata for a {@code @QuarkusTest}: it answers one device a page, or 503 while it is away. Retention runs every second. */
public final class WithDevices implements QuarkusTestResourceLifecycleManager {
    static final List<Device> DEVICES = new CopyOnWriteArrayList<>();
    static volatile boolean away;

    private HttpServer server;

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/api/v3/device/all", WithDevices::answer);
        server.start();
        away = true;
        return Map.of(
                "hearth.data.metadata.url",
                "http://localhost:" + server.getAddress().getPort(),
                "hearth.data.retention.interval",
                "1s",
                "hearth.data.retention.event-purge",
                "true");
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestURI().getQuery();
        int offset = Integer.parseInt(query.substring(query.indexOf("offset=") + "offset=".length()));
        List<Device> page = DEVICES.stream().skip(offset).limit(1).toList();
        byte[] body = away ? new byte[] {'x'} : Json.bytes(MultiDevicesResponse.of(DEVICES.size(), page));
        exchange.sendResponseHeaders(away ? 503 : 200, body.length);
        try (exchange) {
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void stop() {
        server.stop(0);
    }
}
