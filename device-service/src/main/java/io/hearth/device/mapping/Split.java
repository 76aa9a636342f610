package io.hearth.device.mapping;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.Optional;

/**
 * How a message is divided into parts, each of which makes an event of its own.
 *
 * @param codec  how the payload is read; the same for all resources that share a split
 * @param each   what the parts are
 * @param device where in a part the device's name is; absent when the topic says it
 */
public record Split(Codec codec, Each each, Optional<ValuePlace> device) {
    /** A message that is one part, of the device that the topic names. */
    public static final Split NONE = new Split(new Codec.Auto(), new Each.Message(), Optional.empty());

    /** What the parts of a message are; attribute {@code each}. */
    public sealed interface Each {
        /** The whole message is one part. */
        record Message() implements Each {}

        /** The elements of the array, or the members of the object, at this place. */
        record Of(JsonPointer pointer) implements Each {}

        /** The lines of a text. */
        record Lines() implements Each {}

        /** Records of so many octets. */
        record Records(int octets) implements Each {}
    }
}
