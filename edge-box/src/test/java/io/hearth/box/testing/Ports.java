package io.hearth.box.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** TCP ports for tests. */
public final class Ports {
    private static final int LEAST = 12_000;
    private static final int MOST = 32_000;

    private Ports() {}

    /** A port that was free a moment ago, and is none that outgoing connections are given: while nobody listens they would take it. */
    public static int free() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(LEAST, MOST);
            try (ServerSocket socket = new ServerSocket(port)) {
                return socket.getLocalPort();
            } catch (BindException taken) {
                // The next, then.
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
