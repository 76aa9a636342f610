package io.hearth.device.mapping;

import io.hearth.contracts.value.ValueType;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A resource of a profile, with its attributes understood.
 *
 * @param name         its name
 * @param type         the type of its value
 * @param canRead      whether it can be read
 * @param canWrite     whether it can be written
 * @param units        its unit, empty when it has none
 * @param mediaType    for Binary, empty else
 * @param minimum      the least value that may be written
 * @param maximum      the greatest value that may be written
 * @param defaultValue what is written when a command gives no value, empty when there is none
 * @param topic        where its readings come from; absent when only EdgeX's default topic brings them
 * @param pointer      where in the payload they are; absent when the attribute is not set
 * @param write        how it is written; absent when it cannot be
 */
public record MappedResource(
        String name,
        ValueType type,
        boolean canRead,
        boolean canWrite,
        String units,
        String mediaType,
        OptionalDouble minimum,
        OptionalDouble maximum,
        String defaultValue,
        Optional<TopicTemplate> topic,
        Optional<ValuePlace> pointer,
        Optional<WriteBinding> write) {

    ReadBinding binding(ValuePlace otherwise) {
        return new ReadBinding(name, type, units, mediaType, pointer.orElse(otherwise));
    }
}
