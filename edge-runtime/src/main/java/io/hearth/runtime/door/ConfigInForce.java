package io.hearth.runtime.door;

import io.hearth.runtime.live.LiveConfig;
import jakarta.inject.Singleton;
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

    ConfigInForce(Config config, LiveConfig live) {
        this.config = config;
        this.live = live;
    }

    Map<String, Object> asTree(Door door) {
        Map<String, Object> tree = new TreeMap<>();
        put(tree, new String[] {"Service", "Port"}, door.port());
        live.inForce(door.serviceKey()).forEach((path, value) -> put(tree, path.split("/"), value));
        for (String name : config.getPropertyNames()) {
            if (name.startsWith(OURS)) {
                put(tree, name.substring(OURS.length()).split("\\."), valueOf(name));
            }
        }
        return tree;
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
