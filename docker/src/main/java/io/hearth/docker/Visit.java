package io.hearth.docker;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** One GET of a service on this machine, with nothing but a socket: it loads few classes, and there is no curl in an image. */
final class Visit {
    private static final int TIMEOUT_MS = 4_000;
    private static final int MOST = 64 * 1024;

    private Visit() {}

    /** What it answered, head and body, of at most 64 KiB. */
    static String of(int port, String path) throws IOException {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(TIMEOUT_MS);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MS);
            String request = "GET " + path + " HTTP/1.0\r\nHost: localhost\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            InputStream answer = socket.getInputStream();
            return new String(answer.readNBytes(MOST), StandardCharsets.UTF_8);
        }
    }

    /** Whether it answered at all. */
    static boolean answers(int port, String path) {
        try {
            return !of(port, path).isEmpty();
        } catch (IOException silent) {
            return false;
        }
    }

    /** Whether an answer's status is 200. */
    static boolean isOk(String answer) {
        return answer.startsWith("HTTP/1.0 200") || answer.startsWith("HTTP/1.1 200");
    }
}
