package io.hearth.coredata.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads what {@link Packer} wrote. Bytes that it did not write end in an {@link IllegalStateException}. */
final class Unpacker {
    private final byte[] bytes;
    private int at;

    Unpacker(byte[] bytes, int from) {
        this.bytes = bytes;
        this.at = from;
    }

    /** The next octet, which stays the next. */
    int peek() {
        need(1);
        return bytes[at] & 0xFF;
    }

    /** Where the next octet is. */
    int position() {
        return at;
    }

    int octet() {
        need(1);
        return bytes[at++] & 0xFF;
    }

    long unsigned() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int octet = octet();
            value |= (long) (octet & 0x7F) << shift;
            if (octet < 0x80) {
                return value;
            }
        }
        throw new IllegalStateException("packed number has no end before octet " + at);
    }

    long signed() {
        long value = unsigned();
        return value >>> 1 ^ -(value & 1);
    }

    byte[] raw(int length) {
        need(length);
        at += length;
        return Arrays.copyOfRange(bytes, at - length, at);
    }

    byte[] bytes() {
        return raw(length(unsigned()));
    }

    String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    private int length(long length) {
        if (length < 0 || length > bytes.length) {
            throw new IllegalStateException(
                    "packed length " + length + " is beyond the entry's " + bytes.length + " octets");
        }
        return (int) length;
    }

    private void need(int length) {
        if (bytes.length - at < length) {
            throw new IllegalStateException("packed entry ends at octet " + bytes.length + ", needed " + (at + length));
        }
    }
}
