package io.hearth.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * One address on this machine for several that come and go, as a Service is in a cluster: each new connection is passed on to the
 * next of those that are there when it comes, and one that has no other end is closed.
 */
final class Relay implements AutoCloseable {
    private static final int CONNECT_MILLIS = 2_000;

    private final ServerSocket door;
    private final Supplier<List<InetSocketAddress>> behind;
    private final AtomicInteger turn = new AtomicInteger();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    /** To those that are there at the time. */
    Relay(Supplier<List<InetSocketAddress>> behind) {
        this.behind = behind;
        try {
            this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    /** At 127.0.0.1. */
    int port() {
        return door.getLocalPort();
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket from = door.accept();
                Thread.ofVirtual().start(() -> pass(from));
            } catch (IOException closed) {
                // Asked again above.
            }
        }
    }

    private void pass(Socket from) {
        open.add(from);
        try (from;
                Socket to = connected()) {
            open.add(to);
            Thread back = Thread.ofVirtual().start(() -> copy(to, from));
            copy(from, to);
            back.join();
            open.remove(to);
        } catch (IOException noneIsThere) {
            // Who asked sees that the connection ends.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(from);
        }
    }

    private Socket connected() throws IOException {
        List<InetSocketAddress> all = behind.get();
        if (all.isEmpty()) {
            throw new IOException("none is there");
        }
        Socket to = new Socket();
        try {
            to.connect(all.get(Math.floorMod(turn.getAndIncrement(), all.size())), CONNECT_MILLIS);
            return to;
        } catch (IOException e) {
            to.close();
            throw e;
        }
    }

    /** Until one of the two ends; then both do. */
    private static void copy(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException ended) {
            // Both are closed now.
        }
    }

    @Override
    public void close() {
        try {
            door.close();
            for (Socket each : open) {
                each.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
