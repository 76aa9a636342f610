package io.hearth.coredata.export;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** The body of an answer that is sent in chunks (RFC 9112, section 7.1). */
final class Dechunked extends InputStream {
    private final InputStream in;
    private int left;
    private boolean first = true;
    private boolean ended;

    Dechunked(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] to, int at, int length) throws IOException {
        if (left == 0 && !ended) {
            left = size();
            ended = left == 0;
        }
        if (ended) {
            return -1;
        }
        int read = in.read(to, at, Math.min(length, left));
        if (read < 0) {
            throw new EOFException("the answer ends within a chunk");
        }
        left -= read;
        return read;
    }

    private int size() throws IOException {
        if (!first) {
            line();
        }
        first = false;
        return Integer.parseInt(line(), 16);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the answer ends before its last chunk");
            }
            line.append((char) c);
        }
        return line.toString().strip();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
