package io.hearth.device.intake;

import io.hearth.device.mapping.MappingRules;
import java.util.Map;
import java.util.Set;

/**
 * Where devices are listened to (docs/brokers.md).
 *
 * @param troubles why not, by the names of the brokers where they are not
 * @param inUse    the brokers that have devices
 */
public record Listening(Map<String, String> troubles, Set<String> inUse) {
    /**
     * Whether the service is of use: not without the default broker, where devices are that name none and show themselves, nor
     * when no broker with devices is left. One of several that is away is no reason to take all others' devices away too.
     */
    public boolean ready() {
        boolean someLeft = inUse.isEmpty() || !troubles.keySet().containsAll(inUse);
        return someLeft && !troubles.containsKey(MappingRules.DEFAULT_BROKER);
    }

    /** The reasons, as one. */
    public String reason() {
        return String.join("; ", troubles.values());
    }
}
