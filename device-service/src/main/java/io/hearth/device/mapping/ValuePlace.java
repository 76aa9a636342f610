package io.hearth.device.mapping;

import com.fasterxml.jackson.core.JsonPointer;

/** Where in a payload a resource's value is. */
public sealed interface ValuePlace {
    /** The payload is the value. */
    record Whole() implements ValuePlace {}

    /** The payload is JSON, and the value is there (RFC 6901). */
    record At(JsonPointer pointer) implements ValuePlace {}

    /**
     * EdgeX's default form for one resource: a JSON object with this key, or else the payload is the value
     * (device-mqtt, incoming data).
     */
    record KeyOrWhole(String key) implements ValuePlace {}
}
