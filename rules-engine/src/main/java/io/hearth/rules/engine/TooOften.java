package io.hearth.rules.engine;

import io.hearth.rules.engine.Transition.HeldBack;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * For which devices rules fire too often, so that it is said once: it is news again when the rule has acted for all devices
 * for which it was held back. Safe for use by several threads.
 */
final class TooOften {
    private final Map<UUID, Set<String>> heldBack = new HashMap<>();

    /** Takes note of what was decided; whether it is news that its rule fires too often. */
    synchronized boolean isNews(Transition decided) {
        UUID rule = decided.rule().id();
        if (decided.heldBack().filter(HeldBack.LIMITED::equals).isPresent()) {
            Set<String> devices = heldBack.computeIfAbsent(rule, any -> new HashSet<>());
            boolean isFirst = devices.isEmpty();
            devices.add(decided.subject());
            return isFirst;
        }
        if (decided.acts()) {
            forget(rule, decided.subject());
        }
        return false;
    }

    /** A rule is gone, or another one now. */
    synchronized void forget(UUID rule) {
        heldBack.remove(rule);
    }

    /** A rule is no longer about a device, or no longer held back for it. */
    synchronized void forget(UUID rule, String device) {
        heldBack.computeIfPresent(rule, (any, devices) -> {
            devices.remove(device);
            return devices.isEmpty() ? null : devices;
        });
    }
}
