package io.hearth.bench.store;

import com.sun.net.httpserver.HttpServer;
import io.hearth.contracts.codec.Json;
import io.hearth.contracts.metadata.AdminState;
import io.hearth.contracts.metadata.AutoEvent;
import io.hearth.contracts.metadata.Device;
import io.hearth.contracts.metadata.MultiDevicesResponse;
import io.hearth.contracts.metadata.OperatingState;
import io.hearth.contracts.metadata.Retention;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;

/** Answers core-data's question for the devices and their rules, once it is told to: before that nothing is removed. */
final class Metadata implements AutoCloseable {
    private final HttpServer server;
    private volatile List<Device> devices;

    Metadata() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/api/v3/device/all", exchange -> {
            byte[] body = devices == null ? new byte[] {'x'} : Json.bytes(MultiDevicesResponse.of(1, devices));
            exchange.sendResponseHeaders(devices == null ? 503 : 200, body.length);
            try (exchange) {
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** From now on these devices have this rule for all that they send. */
    void answer(List<String> names, Retention rule) {
        devices = names.stream().map(name -> device(name, rule)).toList();
    }

    static Device device(String name, Retention rule) {
        return new Device(
                null,
                null,
                "",
                name,
                "",
                "",
                AdminState.UNLOCKED,
                OperatingState.UP,
                List.of(),
                null,
                "bench",
                "climate",
                List.of(new AutoEvent("1s", false, 0, "all", rule)),
                Map.of(),
                Map.of(),
                Map.of());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
