package io.hearth.runtime.door;

import jakarta.inject.Singleton;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;

/** Hearth's settings as they are in force, for {@code GET /api/v3/config}; secrets are masked. */
@Singleton
public class ConfigInForce {
    private static final String OURS = "hearth.";
    private static final Pattern SECRET = Pattern.compile("password|secret|token|credential", Pattern.CASE_INSENSITIVE);

    private final Config config;

    ConfigInForce(Config config) {
        this.config = config;
    }

    Map<String, Object> asTree() {
        Map<String, Object> tree = new TreeMap<>();
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
    private static void put(Map<String, Object> tree, String[] path, String value) {
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
