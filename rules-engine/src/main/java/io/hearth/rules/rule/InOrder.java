package io.hearth.rules.rule;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Maps of rules: they keep the order of the document, and most have one entry. */
final class InOrder {
    private InOrder() {}

    /** A copy that does not change; its values are not null. */
    static <V> Map<String, V> copyOf(Map<String, V> map) {
        return map.size() <= 1 ? Map.copyOf(map) : Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
