package io.hearth.contracts.metadata;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** The protocols of a device as they come from outside. */
final class Protocols {
    private Protocols() {}

    /** The same settings, none where a protocol has null for them, as Go's decoder reads it; null stays null. */
    static Map<String, Map<String, Object>> withoutNulls(Map<String, Map<String, Object>> protocols) {
        if (protocols == null || protocols.values().stream().noneMatch(Objects::isNull)) {
            return protocols;
        }
        Map<String, Map<String, Object>> whole = new LinkedHashMap<>(protocols);
        whole.replaceAll((protocol, settings) -> settings == null ? Map.of() : settings);
        return whole;
    }
}
