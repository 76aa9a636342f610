package io.hearth.device.mapping;

import com.fasterxml.jackson.core.JsonPointer;
import io.hearth.contracts.value.ValueType;
import java.util.Map;
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
 * @param tags         those of its readings, empty when it has none
 * @param minimum      the least value that may be written
 * @param maximum      the greatest value that may be written
 * @param defaultValue what is written when a command gives no value, empty when there is none
 * @param topic        where its readings come from; absent when only EdgeX's default topic brings them
 * @param inbound      how they are found in messages
 * @param attributes   as the profile has them
 * @param write        how it is written; absent when it cannot be
 * @param request      how the device is asked for it; absent when it is not, or as EdgeX's device-mqtt does
 */
public record MappedResource(
        String name,
        ValueType type,
        boolean canRead,
        boolean canWrite,
        String units,
        String mediaType,
        Map<String, Object> tags,
        OptionalDouble minimum,
        OptionalDouble maximum,
        String defaultValue,
        Optional<TopicTemplate> topic,
        Inbound inbound,
        Map<String, Object> attributes,
        Optional<WriteBinding> write,
        Optional<ReadRequest> request) {

    /** Its part in a message; {@code alone}: nothing else is in it. */
    ReadBinding binding(boolean alone) {
        ValuePlace place = inbound.place().orElseGet(() -> usual(alone));
        return new ReadBinding(name, type, units, mediaType, tags, place, inbound.rule());
    }

    private ValuePlace usual(boolean alone) {
        boolean tree =
                inbound.rule().codec() instanceof Codec.Json || inbound.rule().codec() instanceof Codec.Cbor;
        boolean whole = alone || inbound.rule().only().isPresent();
        if (tree) {
            return whole ? new ValuePlace.At(JsonPointer.empty()) : JsonKey.of(name);
        }
        return whole || !(inbound.rule().codec() instanceof Codec.Auto) ? new ValuePlace.Whole() : JsonKey.of(name);
    }

    /** In EdgeX's default form, for which the attributes do not hold. */
    ReadBinding edgex(ValuePlace place) {
        return new ReadBinding(name, type, units, mediaType, tags, place, ReadRule.PLAIN);
    }

    /** In the reply to a question for it, as EdgeX's device-mqtt has it: the member of its name. */
    public ReadBinding inReply() {
        return edgex(JsonKey.of(name));
    }

    /** In the reply to a question for it on the device's own topics; {@code alone}: it is not asked for with others. */
    public ReadBinding inOwnReply(boolean alone) {
        boolean withCorrelation = request.filter(asked -> asked.reply().correlation() instanceof Correlation.Field)
                .isPresent();
        return binding(alone && !withCorrelation);
    }

    /** Whether an attribute says something of where its readings come from. */
    public boolean isMapped() {
        return topic.isPresent() || !inbound.isPlain();
    }

    /** The same resource, found in other messages. */
    MappedResource from(Optional<TopicTemplate> otherTopic, Inbound other) {
        return new MappedResource(
                name,
                type,
                canRead,
                canWrite,
                units,
                mediaType,
                tags,
                minimum,
                maximum,
                defaultValue,
                otherTopic,
                other,
                attributes,
                write,
                request);
    }
}
