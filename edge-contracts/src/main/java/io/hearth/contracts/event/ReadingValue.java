package io.hearth.contracts.event;

import java.util.Arrays;
import java.util.Objects;

/** What was measured, in one of EdgeX's four forms (EdgeX API, reading). */
public sealed interface ReadingValue {

    /**
     * A value with a text form: scalars and arrays of them.
     *
     * @param text the value's text, e.g. {@code 39.5} or {@code [1, 2, 3]}
     */
    record Simple(String text) implements ReadingValue {
        public Simple {
            Objects.requireNonNull(text, "text");
        }
    }

    /**
     * Bytes: a picture, a file.
     *
     * @param bytes     not to be changed
     * @param mediaType what the bytes are, e.g. {@code image/png}
     */
    record Binary(byte[] bytes, String mediaType) implements ReadingValue {
        public Binary {
            Objects.requireNonNull(bytes, "bytes");
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Binary that
                    && Arrays.equals(bytes, that.bytes)
                    && Objects.equals(mediaType, that.mediaType);
        }

        @Override
        public int hashCode() {
            return 31 * Arrays.hashCode(bytes) + Objects.hashCode(mediaType);
        }

        @Override
        public String toString() {
            return "Binary[" + bytes.length + " bytes, " + mediaType + "]";
        }
    }

    /**
     * An object or an array of objects, as a tree of maps, lists and scalars.
     *
     * @param value not null
     */
    record ObjectValue(Object value) implements ReadingValue {
        public ObjectValue {
            Objects.requireNonNull(value, "value");
        }
    }

    /** A reading without a value: the device has none to give. */
    record NullValue() implements ReadingValue {}
}
