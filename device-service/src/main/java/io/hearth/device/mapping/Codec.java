package io.hearth.device.mapping;

import java.util.List;

/** How the octets of a payload are read; attribute {@code format}. Resources with equal codecs share one reading of a message. */
public sealed interface Codec {
    /** What EdgeX's users send: the payload is the value, or JSON where a place in it is asked for. */
    record Auto() implements Codec {}

    /** The payload is the value. */
    record Scalar() implements Codec {}

    /** JSON (RFC 8259). */
    record Json() implements Codec {}

    /** CBOR (RFC 8949). */
    record Cbor() implements Codec {}

    /**
     * Lines of cells (RFC 4180).
     *
     * @param separator between two cells
     * @param columns   the cells' names, empty when they have none
     * @param header    whether the first line has the names
     */
    record Csv(char separator, List<String> columns, boolean header) implements Codec {
        public Csv {
            columns = List.copyOf(columns);
        }
    }

    /** Octets at known places. */
    record Octets() implements Codec {}

    /** A text in which a pattern finds the values. */
    record Text() implements Codec {}

    /** The word in the attribute. */
    default String word() {
        return switch (this) {
            case Auto auto -> "auto";
            case Scalar scalar -> "scalar";
            case Json json -> "json";
            case Cbor cbor -> "cbor";
            case Csv csv -> "csv";
            case Octets octets -> "bytes";
            case Text text -> "text";
        };
    }
}
