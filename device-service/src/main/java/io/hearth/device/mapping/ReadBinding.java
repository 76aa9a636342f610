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
 */
public record ReadBinding(String resource, ValueType type, String units, String mediaType, ValuePlace place) {
    ReadBinding at(ValuePlace other) {
        return new ReadBinding(resource, type, units, mediaType, other);
    }
}
