package io.hearth.contracts.bus;

import java.io.OutputStream;
import java.util.Arrays;

/**
 * Takes what a generator writes. It writes most messages in one go, from a buffer that it uses again, so that they are copied once and
 * nothing larger than a message is made for it.
 */
final class WholeOutput extends OutputStream {
    private byte[] octets = {};

    @Override
    public void write(byte[] from, int at, int count) {
        int before = octets.length;
        octets = Arrays.copyOf(octets, before + count);
        System.arraycopy(from, at, octets, before, count);
    }

    @Override
    public void write(int octet) {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    byte[] octets() {
        return octets;
    }
}
