package io.hearth.contracts.keeper;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What core-keeper says on the bus when something was stored or removed (EdgeX message bus, config change).
 *
 * @param key   the key of the request; what was stored may lie below it
 * @param value the value of the request, a tree when it was one; null when the key was removed
 */
public record KeyChange(String key, JsonNode value) {
    public KeyChange {
        key = key == null ? "" : key;
        value = value == null || value.isNull() ? null : value;
    }
}
