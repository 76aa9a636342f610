package io.hearth.device.reading;

import io.hearth.device.mapping.OctetLayout;

/** Reads a number from octets, as the text of it. */
final class OctetNumber {
    private OctetNumber() {}

    static String text(byte[] octets, int at, OctetLayout layout) {
        int size = layout.type().octets();
        long raw = raw(octets, at, size, layout.order());
        if (layout.bit() >= 0) {
            long mask = layout.bits() == Long.SIZE ? -1 : (1L << layout.bits()) - 1;
            return Long.toUnsignedString(raw >>> layout.bit() & mask);
        }
        return switch (layout.type()) {
            case BOOL -> raw == 0 ? "false" : "true";
            case UINT8, UINT16, UINT24, UINT32, UINT64 -> Long.toUnsignedString(raw);
            case INT8, INT16, INT24, INT32, INT64 -> Long.toString(signed(raw, size));
            case FLOAT32 -> Float.toString(Float.intBitsToFloat((int) raw));
            case FLOAT64 -> Double.toString(Double.longBitsToDouble(raw));
            case STRING, BYTES -> throw new IllegalStateException(layout.type() + " is no number");
        };
    }

    private static long signed(long raw, int size) {
        int unused = Long.SIZE - Byte.SIZE * size;
        return raw << unused >> unused;
    }

    private static long raw(byte[] octets, int at, int size, OctetLayout.Order order) {
        long raw = 0;
        for (int i = 0; i < size; i++) {
            raw = raw << Byte.SIZE | octets[at + position(i, size, order)] & 0xff;
        }
        return raw;
    }

    /** Where the i-th octet is, counted from the most significant. What is not made of words has no words to swap. */
    private static int position(int i, int size, OctetLayout.Order order) {
        boolean words = size % 2 == 0;
        return switch (order) {
            case BIG -> i;
            case LITTLE -> size - 1 - i;
            case BIG_SWAPPED -> words ? size - 2 - (i & ~1) + (i & 1) : i;
            case LITTLE_SWAPPED -> words ? i ^ 1 : size - 1 - i;
        };
    }
}
