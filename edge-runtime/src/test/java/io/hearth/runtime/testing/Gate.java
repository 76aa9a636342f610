package io.hearth.runtime.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The network between a client and a server on this machine. It can swallow all that is sent, both ways, while the connections
 * stay as they are, as a network does that drops packets; and it can cut them all.
 */
public final class Gate implements AutoCloseable {
    private static final int BUFFER = 8192;

    private final ServerSocket door;
    private final int server;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private volatile boolean swallowing;
    private volatile boolean swallowingAnswers;
    private volatile boolean full;
    private volatile String last = "";
    private final AtomicInteger told = new AtomicInteger();

    /** A way to the server at this port. */
    public Gate(int server) {
        this.server = server;
        try {
            this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.startVirtualThread(this::accept);
    }

    /** Where the server is reached through it. */
    public int port() {
        return door.getLocalPort();
    }

    /** From now on nothing arrives, and nobody is told. What was sent meanwhile never will, as on a connection that is lost for good. */
    public void swallow() {
        swallowing = true;
    }

    /** From now on nothing of what the server says arrives; it hears all that it is told. */
    public void swallowAnswers() {
        swallowingAnswers = true;
    }

    /** Nothing of what the server says arrives once this was told it; it hears that and all that it is told afterwards. */
    public void swallowAnswersFrom(String told) {
        last = told;
    }

    /** From now on new connections are closed at once; those that are there work. */
    public void admitNoMore() {
        full = true;
    }

    /** How often something came from clients: at most as often as they wrote. */
    public int told() {
        return told.get();
    }

    /** New connections work again; those from before stay dead. */
    public void heal() {
        swallowing = false;
        swallowingAnswers = false;
        last = "";
        full = false;
    }

    /** Cuts all connections at once, without a farewell. */
    public void cut() {
        sockets.forEach(Gate::close);
        sockets.clear();
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                sockets.add(client);
                if (full) {
                    close(client);
                } else if (!swallowing) {
                    Socket through = new Socket(InetAddress.getLoopbackAddress(), server);
                    sockets.add(through);
                    pipe(client, through, false);
                    pipe(through, client, true);
                }
            } catch (IOException closed) {
                // the next one, if the door is open
            }
        }
    }

    private void pipe(Socket from, Socket to, boolean answers) {
        Thread.startVirtualThread(() -> {
            boolean dead = false;
            try (from;
                    to) {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                byte[] buffer = new byte[BUFFER];
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    if (!answers) {
                        told.incrementAndGet();
                    }
                    swallowingAnswers |= !answers && isLast(buffer, read);
                    dead |= swallowing || answers && swallowingAnswers;
                    if (!dead) {
                        out.write(buffer, 0, read);
                    }
                }
                while (dead && swallowing) {
                    // An end of the connection is not told either.
                    Thread.sleep(20);
                }
            } catch (IOException ended) {
                // so is the other side's
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private boolean isLast(byte[] told, int length) {
        return !last.isEmpty() && new String(told, 0, length, StandardCharsets.ISO_8859_1).contains(last);
    }

    private static void close(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException alreadyClosed) {
            // which was the aim
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException alreadyClosed) {
            // which was the aim
        }
        cut();
    }
}
