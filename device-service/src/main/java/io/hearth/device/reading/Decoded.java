package io.hearth.device.reading;

import io.hearth.contracts.event.ReadingValue;
import io.hearth.contracts.value.ValueType;
import io.hearth.device.mapping.ReadBinding;
import java.util.List;

/** What a payload, or a part of one, turned out to be. */
public sealed interface Decoded {
    /** At least one value, and nothing wrong; those that were missing are left out. */
    record Values(List<Value> values) implements Decoded {}

    /** At least one value, and at least one that could not be used. */
    record Partly(List<Value> values, Rejection rejection) implements Decoded {}

    /** Nothing that could be used. */
    record Rejected(Rejection rejection) implements Decoded {}

    /** No value, and the mapping says that this is nothing wrong. */
    record Nothing() implements Decoded {}

    /**
     * One resource's value.
     *
     * @param binding  the resource
     * @param type     the type that the reading states: the resource's, but String for EdgeX's special text {@code NaN}
     * @param value    the value
     * @param measured when it was measured, Unix ns; the time of arrival where the device does not say it
     */
    record Value(ReadBinding binding, ValueType type, ReadingValue value, long measured) {}
}
