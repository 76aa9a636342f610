package io.hearth.box;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.config.Config;

/**
 * What the box will open and use, ports moved by the offset.
 *
 * @param data   the data folder, absolute
 * @param broker the embedded broker's address, or that of the one used instead
 * @param redis  likewise
 * @param http   the front door's port
 * @param doors  port of each service by its key, in the order of the ports
 */
public record BoxPlan(BoxConfig config, Path data, Server broker, Server redis, int http, Map<String, Integer> doors) {
    private static final int HIGHEST_PORT = 65535;

    /** Where the box's own Redis is, wherever the box listens: it has no password and is for nobody else. */
    private static final String LOOPBACK = "127.0.0.1";

    /**
     * Makes the plan.
     *
     * @throws Refusal when the offset moves a port out of 1 to 65535
     */
    public static BoxPlan of(BoxConfig config, Config all) {
        Ports ports = new Ports(config.portOffset());
        Map<String, Integer> doors = new LinkedHashMap<>();
        for (Service service : Service.values()) {
            int port = all.getOptionalValue(service.portKey(), Integer.class).orElse(service.port());
            doors.put(service.key(), ports.moved(service.key(), port));
        }
        return new BoxPlan(
                config,
                config.data().toAbsolutePath().normalize(),
                config.broker()
                        .external()
                        .orElseGet(() -> new Server(
                                config.host(),
                                ports.moved("the broker", config.broker().port()))),
                config.redis()
                        .external()
                        .orElseGet(() -> new Server(
                                LOOPBACK, ports.moved("Redis", config.redis().port()))),
                ports.moved("the front door", config.port()),
                doors);
    }

    public boolean embedsBroker() {
        return config.broker().external().isEmpty();
    }

    public boolean embedsRedis() {
        return config.redis().external().isEmpty();
    }

    public Path logs() {
        return data.resolve("logs");
    }

    public Path run() {
        return data.resolve("run");
    }

    /** Every port that the box itself opens, with what it is for. */
    public Map<Integer, String> opened() {
        Map<Integer, String> opened = new LinkedHashMap<>();
        if (embedsBroker()) {
            opened.put(broker.port(), "MQTT broker");
        }
        if (embedsRedis()) {
            opened.put(redis.port(), "Redis");
        }
        opened.put(http, "front door");
        doors.forEach((service, port) -> opened.put(port, service));
        return opened;
    }

    private record Ports(int offset) {
        int moved(String name, int port) {
            int moved = port + offset;
            if (moved < 1 || moved > HIGHEST_PORT) {
                throw new Refusal("the port offset %d moves %s from port %d to %d: choose one from -1882 to %d"
                        .formatted(offset, name, port, moved, HIGHEST_PORT - Service.highestPort()));
            }
            return moved;
        }
    }
}
