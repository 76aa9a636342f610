package io.hearth.runtime.door;

import io.hearth.contracts.value.GoDuration;
import io.hearth.runtime.bus.BusConfig;
import io.hearth.runtime.live.LiveConfig;
import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;

/**
 * The settings as they are in force, for {@code GET /api/v3/config}: Hearth's, with secrets masked, and beside them those
 * that EdgeX's clients look for, under EdgeX's names ({@code Writable}, {@code Service}).
 */
@Singleton
public class ConfigInForce {
    private static final String OURS = "hearth.";
    private static final Pattern SECRET = Pattern.compile("password|secret|token|credential", Pattern.CASE_INSENSITIVE);

    private final Config config;
    private final LiveConfig live;
    private final BusConfig bus;
    private final DoorsConfig doors;
    private final List<EdgexSections> sections;

    ConfigInForce(Config config, LiveConfig live, BusConfig bus, DoorsConfig doors, @All List<EdgexSections> sections) {
        this.sections = sections;
        this.config = config;
        this.live = live;
        this.bus = bus;
        this.doors = doors;
    }

    /**
     * Of one service.
     *
     * @param port where its door stands open
     */
    Map<String, Object> asTree(String serviceKey, int port) {
        Map<String, Object> tree = new TreeMap<>();
        edgex(port).forEach((path, value) -> put(tree, path.split("/"), value));
        live.inForce(serviceKey).forEach((path, value) -> put(tree, path.split("/"), value));
        sections.stream()
                .filter(section -> section.serviceKey().equals(serviceKey))
                .forEach(section -> section.inForce().forEach((path, value) -> put(tree, path.split("/"), value)));
        for (String name : config.getPropertyNames()) {
            if (name.startsWith(OURS)) {
                put(tree, name.substring(OURS.length()).split("\\."), valueOf(name));
            }
        }
        return tree;
    }

    /** What EdgeX's services show of themselves and every service here has, by EdgeX's paths. */
    private Map<String, Object> edgex(int port) {
        return Map.of(
                "Service/Host", doors.host(),
                "Service/Port", port,
                "Service/RequestTimeout", GoDuration.format(bus.requestTimeout()),
                "Service/EnableNameFieldEscape", bus.enableNameFieldEscape(),
                "MessageBus/Type", "mqtt",
                "MessageBus/Protocol", "mqtt",
                "MessageBus/Host", bus.host(),
                "MessageBus/Port", bus.port(),
                "MessageBus/BaseTopicPrefix", bus.baseTopic());
    }

    private String valueOf(String name) {
        return SECRET.matcher(name).find()
                ? "<hidden>"
                : config.getOptionalValue(name, String.class).orElse("");
    }

    @SuppressWarnings("unchecked")
    private static void put(Map<String, Object> tree, String[] path, Object value) {
        Map<String, Object> at = tree;
        for (int i = 0; i < path.length - 1; i++) {
            Object next = at.computeIfAbsent(path[i], level -> new TreeMap<String, Object>());
            if (!(next instanceof Map<?, ?>)) {
                return;
            }
            at = (Map<String, Object>) next;
        }
        at.putIfAbsent(path[path.length - 1], value);
    }
}
