package io.hearth.bench.store;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One client's connection, which asks the same over and over and throws the answers away: on a machine that it shares with who
 * answers, a client must need as little as possible.
 */
final class Connection implements AutoCloseable {
    private static final String LENGTH = "content-length:";
    private static final String CHUNKED = "transfer-encoding: chunked";
    private static final int TIMEOUT_MS = 60_000;

    private final Socket socket;
    private final OutputStream out;
    private final InputStream in;
    private final byte[] request;
    private final byte[] thrownAway = new byte[64 * 1024];

    Connection(URI address) throws IOException {
        socket = new Socket(address.getHost(), address.getPort());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MS);
        out = socket.getOutputStream();
        in = new BufferedInputStream(socket.getInputStream(), 16 * 1024);
        String path = address.getRawQuery() == null
                ? address.getRawPath()
                : address.getRawPath() + "?" + address.getRawQuery();
        request = ("GET " + path + " HTTP/1.1\r\nHost: " + address.getAuthority() + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Asks, and answers how many octets the body had; anything but 200 makes the run void. */
    long ask() throws IOException {
        out.write(request);
        String status = line();
        if (!status.contains(" 200 ")) {
            throw new IllegalStateException("answered " + status);
        }
        long length = -1;
        boolean chunked = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            if (header.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
                length = Long.parseLong(header.substring(LENGTH.length()).trim());
            }
            chunked |= header.toLowerCase(Locale.ROOT).equals(CHUNKED);
        }
        if (chunked) {
            return chunks();
        }
        if (length < 0) {
            throw new IllegalStateException("answered without a length");
        }
        skip(length);
        return length;
    }

    /** A body in chunks (RFC 9112 section 7.1), without trailers. */
    private long chunks() throws IOException {
        long octets = 0;
        for (int size = chunk(); size > 0; size = chunk()) {
            skip(size);
            line();
            octets += size;
        }
        line();
        return octets;
    }

    private int chunk() throws IOException {
        return Integer.parseInt(line(), 16);
    }

    private void skip(long octets) throws IOException {
        for (long left = octets; left > 0; ) {
            int read = in.read(thrownAway, 0, (int) Math.min(left, thrownAway.length));
            if (read < 0) {
                throw new IOException("the connection ended within an answer");
            }
            left -= read;
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder(64);
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new IOException("the connection ended within a head");
            }
            if (octet != '\r') {
                line.append((char) octet);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
