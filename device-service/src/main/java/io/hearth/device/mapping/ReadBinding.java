package io.hearth.device.mapping;

import io.hearth.contracts.value.ValueType;

/**
 * A resource whose value a message carries.
 *
 * @param resource  its name
 * @param type      the type of its value
 * @param units     its unit, empty when it has none
 * @param mediaType for Binary, empty else
 * @param place     where in the payload the value is
 * @param rule      what else is said of it
 */
public record ReadBinding(
        String resource, ValueType type, String units, String mediaType, ValuePlace place, ReadRule rule) {

    /** A binding of which nothing else is said. */
    public ReadBinding(String resource, ValueType type, String units, String mediaType, ValuePlace place) {
        this(resource, type, units, mediaType, place, ReadRule.PLAIN);
    }

    /** The resource and its place, for messages to people. */
    public String words() {
        String where = place.words();
        return where.isEmpty() ? resource : resource + " " + where;
    }
}
