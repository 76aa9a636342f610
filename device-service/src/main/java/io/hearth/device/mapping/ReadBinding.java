package io.hearth.device.mapping;

import io.hearth.contracts.value.ValueType;
import java.util.Map;

/**
 * A resource whose value a message carries.
 *
 * @param resource  its name
 * @param type      the type of its value
 * @param units     its unit, empty when it has none
 * @param mediaType for Binary, empty else
 * @param tags      those of its readings, empty when it has none
 * @param place     where in the payload the value is
 * @param rule      what else is said of it
 */
public record ReadBinding(
        String resource,
        ValueType type,
        String units,
        String mediaType,
        Map<String, Object> tags,
        ValuePlace place,
        ReadRule rule) {

    /** A binding without tags, of which nothing else is said. */
    public ReadBinding(String resource, ValueType type, String units, String mediaType, ValuePlace place) {
        this(resource, type, units, mediaType, Map.of(), place, ReadRule.PLAIN);
    }

    /** The resource and its place, for messages to people. */
    public String words() {
        String where = place.words();
        return where.isEmpty() ? resource : resource + " " + where;
    }
}
