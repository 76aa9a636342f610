package io.hearth.device.mapping;

/**
 * How a value lies in octets.
 *
 * @param offset the first octet, counted from 0; negative: from the end, -1 is the last
 * @param type   what is there
 * @param order  the order of a number's octets
 * @param bit    the lowest bit of the value within the number, 0 is the least significant; -1 for all of the number
 * @param bits   how many bits the value has, where {@code bit} is not -1
 * @param length octets of a text or of bytes, 0: all that are left; numbers of an array, 0: as many as there are
 * @param array  whether there are several of the type, one behind the other
 */
public record OctetLayout(int offset, RawType type, Order order, int bit, int bits, int length, boolean array) {
    /** The order of the octets of a number; the names of its words' orders are those of Modbus gateways. */
    public enum Order {
        /** Most significant octet first, as on the network. */
        BIG,
        /** Least significant octet first, as in most processors. */
        LITTLE,
        /** Words of two octets, the least significant word first, in each the most significant octet first. */
        BIG_SWAPPED,
        /** Words of two octets, the most significant word first, in each the least significant octet first. */
        LITTLE_SWAPPED
    }

    /** What octets may be. */
    public enum RawType {
        BOOL(1),
        UINT8(1),
        INT8(1),
        UINT16(2),
        INT16(2),
        UINT24(3),
        INT24(3),
        UINT32(4),
        INT32(4),
        UINT64(8),
        INT64(8),
        FLOAT32(4),
        FLOAT64(8),
        STRING(0),
        BYTES(0);

        private final int octets;

        RawType(int octets) {
            this.octets = octets;
        }

        /** How many octets one has; 0 where it depends. */
        public int octets() {
            return octets;
        }

        boolean isWhole() {
            return ordinal() >= UINT8.ordinal() && ordinal() <= INT64.ordinal();
        }
    }
}
