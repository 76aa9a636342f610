package io.hearth.command;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Bounds that make no sense below 1: the start fails, and names the one. Not by constraints on the settings, for whose sake a
 * validator of their own is built at every start, which takes longer than all else that is done with settings.
 */
@Singleton
class LeastValues {
    private static final int FIRST = 1;

    void check(@Observes @Priority(FIRST) StartupEvent event, CommandConfig config) {
        of(config).forEach((name, value) -> {
            if (value < 1) {
                throw new IllegalArgumentException(
                        "hearth.command." + name + " is '" + value + "', allowed is 1 and more");
            }
        });
        int octets = config.journal().maxValueBytes();
        if (octets < 0) {
            throw new IllegalArgumentException(
                    "hearth.command.journal.max-value-bytes is '" + octets + "', allowed is 0 and more");
        }
    }

    private static Map<String, Long> of(CommandConfig config) {
        Map<String, Long> bounds = new LinkedHashMap<>();
        bounds.put("max-waiting-per-device", (long) config.maxWaitingPerDevice());
        bounds.put("max-waiting", (long) config.maxWaiting());
        bounds.put("max-concurrent", (long) config.maxConcurrent());
        bounds.put("max-devices", (long) config.maxDevices());
        bounds.put("max-profiles", (long) config.maxProfiles());
        bounds.put("journal.max-entries", (long) config.journal().maxEntries());
        bounds.put("journal.max-bytes", config.journal().maxBytes());
        bounds.put("journal.queue", (long) config.journal().queue());
        bounds.put("group.max-devices", (long) config.group().maxDevices());
        bounds.put("group.concurrent", (long) config.group().concurrent());
        bounds.put("guard.max-timed-holds", (long) config.guard().maxTimedHolds());
        bounds.put("external.max-concurrent-requests", (long) config.external().maxConcurrentRequests());
        return bounds;
    }
}
