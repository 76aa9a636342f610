package io.hearth.examples.hexaboard;

import io.hearth.examples.Broker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/**
 * What is between a board and the broker. When it is cut, the broker hears nothing more and is told nothing: no DISCONNECT, and not
 * even the end of the connection, as when a board loses its power.
 */
final class Cable implements AutoCloseable {
    private final Broker broker;
    private final ServerSocket plug;
    private final List<Socket> boardEnds = new ArrayList<>();
    private final List<Socket> brokerEnds = new ArrayList<>();
    private boolean cut;

    Cable(Broker broker) throws IOException {
        this.broker = broker;
        this.plug = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("cable").start(this::serve);
    }

    /** Where the board has to connect to. */
    Broker end() {
        return new Broker(plug.getInetAddress().getHostAddress(), plug.getLocalPort());
    }

    /** From now on nothing goes through. */
    synchronized void cut() {
        cut = true;
        boardEnds.forEach(Cable::close);
        boardEnds.clear();
    }

    /** New connections go through again; the one that was cut does not come back. */
    synchronized void mend() {
        cut = false;
    }

    private void serve() {
        try {
            while (true) {
                connect(plug.accept());
            }
        } catch (IOException closed) {
            // The example ends.
        }
    }

    private synchronized void connect(Socket board) {
        try {
            if (cut) {
                board.close();
                return;
            }
            Socket far = new Socket(broker.host(), broker.port());
            boardEnds.add(board);
            brokerEnds.add(far);
            Thread.ofVirtual().start(() -> carry(board, far));
            Thread.ofVirtual().start(() -> carry(far, board));
        } catch (IOException unreachable) {
            close(board);
        }
    }

    private void carry(Socket from, Socket to) {
        byte[] buffer = new byte[4096];
        try {
            for (int read = from.getInputStream().read(buffer);
                    read >= 0;
                    read = from.getInputStream().read(buffer)) {
                to.getOutputStream().write(buffer, 0, read);
                to.getOutputStream().flush();
            }
        } catch (IOException gone) {
            // Told below, or not at all.
        }
        ended(to);
    }

    private synchronized void ended(Socket other) {
        if (!cut) {
            close(other);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyGone) {
            // as wanted
        }
    }

    @Override
    public synchronized void close() {
        try {
            plug.close();
        } catch (IOException alreadyGone) {
            // as wanted
        }
        boardEnds.forEach(Cable::close);
        brokerEnds.forEach(Cable::close);
    }
}
