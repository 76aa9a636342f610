package io.hearth.device.discovery;

import io.hearth.contracts.metadata.AdminState;
import io.hearth.contracts.metadata.ProvisionWatcher;
import io.hearth.device.mapping.PatternSize;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether a provision watcher is waiting for a device (EdgeX device SDK). Expressions take linear time, whatever they are. */
final class WatcherMatch {
    private WatcherMatch() {}

    /**
     * All identifiers match values of one protocol, anywhere in them, and no value is one of the blocking ones. A watcher
     * that is LOCKED, or one of whose expressions is none or too large, waits for nothing.
     *
     * @param protocols the device's values, by protocol and property
     */
    static boolean matches(ProvisionWatcher watcher, Map<String, Map<String, String>> protocols) {
        return watcher.adminState() != AdminState.LOCKED
                && !watcher.identifiers().isEmpty()
                && protocols.values().stream().noneMatch(properties -> blocked(watcher, properties))
                && protocols.values().stream().anyMatch(properties -> identified(watcher, properties));
    }

    /** What is wrong with the watcher's expressions, so that it waits for nothing. */
    static Optional<String> problem(ProvisionWatcher watcher) {
        for (Map.Entry<String, String> identifier : watcher.identifiers().entrySet()) {
            try {
                PatternSize.compile(identifier.getValue());
            } catch (IllegalArgumentException wrong) {
                return Optional.of("identifier '" + identifier.getKey() + "' " + wrong.getMessage());
            }
        }
        return Optional.empty();
    }

    private static boolean blocked(ProvisionWatcher watcher, Map<String, String> properties) {
        return watcher.blockingIdentifiers().entrySet().stream().anyMatch(blocking -> {
            String value = properties.get(blocking.getKey());
            return value != null
                    && (blocking.getValue() == null ? List.<String>of() : blocking.getValue()).contains(value);
        });
    }

    private static boolean identified(ProvisionWatcher watcher, Map<String, String> properties) {
        return watcher.identifiers().entrySet().stream().allMatch(identifier -> {
            String value = properties.get(identifier.getKey());
            return value != null && found(identifier.getValue(), value);
        });
    }

    private static boolean found(String expression, String value) {
        try {
            return PatternSize.compile(expression).matcher(value).find();
        } catch (IllegalArgumentException none) {
            return false;
        }
    }
}
