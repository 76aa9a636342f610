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
    private static final int BUFFER = 4096;

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
            Thread.ofVirtual().start(() -> fromBoard(board, far));
            Thread.ofVirtual().start(() -> fromBroker(far, board));
        } catch (IOException unreachable) {
            close(board);
        }
    }

    /** Until the board goes, or is cut off: of that the broker is told nothing. */
    private void fromBoard(Socket board, Socket far) {
        byte[] buffer = new byte[BUFFER];
        try {
            for (int read = board.getInputStream().read(buffer);
                    read >= 0;
                    read = board.getInputStream().read(buffer)) {
                far.getOutputStream().write(buffer, 0, read);
            }
        } catch (IOException gone) {
            // Told below, or not at all.
        }
        boardEnded(board, far);
    }

    /** Until the broker ends it, which it does some time after a cut too. */
    private void fromBroker(Socket far, Socket board) {
        byte[] buffer = new byte[BUFFER];
        try {
            for (int read = far.getInputStream().read(buffer);
                    read >= 0;
                    read = far.getInputStream().read(buffer)) {
                write(board, buffer, read);
            }
        } catch (IOException gone) {
            // Told below.
        }
        brokerEnded(board, far);
    }

    private static void write(Socket board, byte[] buffer, int length) {
        try {
            board.getOutputStream().write(buffer, 0, length);
        } catch (IOException cutOff) {
            // What the broker says to a board without power is lost.
        }
    }

    private synchronized void boardEnded(Socket board, Socket far) {
        close(board);
        if (boardEnds.remove(board)) {
            close(far);
        }
    }

    private synchronized void brokerEnded(Socket board, Socket far) {
        close(far);
        brokerEnds.remove(far);
        close(board);
        boardEnds.remove(board);
    }

    /** How many connections to the broker it holds, those that were cut and that the broker has not ended too. */
    synchronized int held() {
        return brokerEnds.size();
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
