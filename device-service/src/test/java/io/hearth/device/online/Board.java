package io.hearth.device.online;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A board of which nothing is heard once its power is cut: by hand, since no MQTT client leaves its socket open and says nothing. */
final class Board implements AutoCloseable {
    private static final int CONNECT = 0x10;
    private static final int PUBLISH_RETAINED = 0x31;
    /** Will of QoS 1, retained; clean session. */
    private static final int FLAGS = 0b0010_1110;

    private final Socket socket;

    private Board(Socket socket) {
        this.socket = socket;
    }

    /** Connects with a last will of {@code offline} and says {@code online}, both on this topic and retained; never pings. */
    static Board powered(int port, String status, int keepAliveSeconds) throws IOException {
        Socket socket = new Socket("127.0.0.1", port);
        Board board = new Board(socket);
        ByteArrayOutputStream connect = new ByteArrayOutputStream();
        text(connect, "MQTT");
        connect.write(4);
        connect.write(FLAGS);
        connect.write(0);
        connect.write(keepAliveSeconds);
        text(connect, "board-" + System.nanoTime());
        text(connect, status);
        text(connect, "offline");
        board.send(CONNECT, connect);
        new DataInputStream(socket.getInputStream()).readFully(new byte[4]);
        ByteArrayOutputStream publish = new ByteArrayOutputStream();
        text(publish, status);
        publish.writeBytes("online".getBytes(StandardCharsets.UTF_8));
        board.send(PUBLISH_RETAINED, publish);
        return board;
    }

    private void send(int type, ByteArrayOutputStream body) throws IOException {
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.write(type);
        packet.write(body.size());
        body.writeTo(packet);
        socket.getOutputStream().write(packet.toByteArray());
        socket.getOutputStream().flush();
    }

    private static void text(ByteArrayOutputStream to, String text) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        to.write(0);
        to.write(octets.length);
        to.writeBytes(octets);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
