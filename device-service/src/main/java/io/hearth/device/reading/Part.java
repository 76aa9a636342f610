package io.hearth.device.reading;

import io.hearth.device.mapping.ValuePlace;

/** A part of a message from which one event is made; mostly the whole message. */
public abstract sealed class Part permits Payload, TreePart, RowPart, LinePart, OctetPart {
    Part() {}

    /** What is at a place; {@link Unusable} when the part cannot be read so. */
    abstract Found at(ValuePlace place) throws Unusable;

    /** A place that the codec of the message does not know; the compiler of attributes lets none through. */
    static IllegalStateException foreign(ValuePlace place) {
        return new IllegalStateException("a place of another codec: " + place);
    }
}
