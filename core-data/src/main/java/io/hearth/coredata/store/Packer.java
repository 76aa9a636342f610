package io.hearth.coredata.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes the compact form in which events are kept: variable-length numbers, and texts and bytes behind their length. */
final class Packer {
    private byte[] bytes = new byte[64];
    private int length;

    Packer octet(int value) {
        room(1);
        bytes[length++] = (byte) value;
        return this;
    }

    /** Seven bits an octet, the least first; a negative number counts as a large unsigned one. */
    Packer unsigned(long value) {
        room(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[length++] = (byte) (rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
        return this;
    }

    /** As {@link #unsigned}, with the sign in the lowest bit so that small negative numbers stay short. */
    Packer signed(long value) {
        return unsigned(value << 1 ^ value >> 63);
    }

    Packer raw(byte[] value) {
        room(value.length);
        System.arraycopy(value, 0, bytes, length, value.length);
        length += value.length;
        return this;
    }

    Packer bytes(byte[] value) {
        return unsigned(value.length).raw(value);
    }

    Packer text(String value) {
        return bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
