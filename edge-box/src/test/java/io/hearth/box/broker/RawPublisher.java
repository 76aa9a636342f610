package io.hearth.box.broker;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/** An MQTT 3.1.1 publisher that decides itself about packet ids and DUP, as a client does that repeats after a lost connection. */
final class RawPublisher implements AutoCloseable {
    private static final int CONNECT = 0x10;
    private static final int PUBLISH_QOS_1 = 0x32;
    private static final int DUP = 0x08;
    private static final int ACKNOWLEDGEMENT_BYTES = 4;

    private final Socket socket;

    RawPublisher(int port, String clientId) throws IOException {
        socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(10_000);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(body);
        out.writeUTF("MQTT");
        out.writeByte(4);
        out.writeByte(0);
        out.writeShort(60);
        out.writeUTF(clientId);
        send(CONNECT, body.toByteArray());
        socket.getInputStream().readNBytes(ACKNOWLEDGEMENT_BYTES);
    }

    void publish(String topic, int packetId, String text, boolean dup) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(body);
        out.writeUTF(topic);
        out.writeShort(packetId);
        out.write(text.getBytes(StandardCharsets.UTF_8));
        send(PUBLISH_QOS_1 | (dup ? DUP : 0), body.toByteArray());
    }

    void awaitPuback() throws IOException {
        byte[] puback = socket.getInputStream().readNBytes(ACKNOWLEDGEMENT_BYTES);
        if (puback.length != ACKNOWLEDGEMENT_BYTES || puback[0] != 0x40) {
            throw new IOException("no PUBACK");
        }
    }

    /** The packet ids of all acknowledgements until the connection ends. */
    Set<Integer> pubacksUntilEnd() {
        Set<Integer> packetIds = new HashSet<>();
        try {
            byte[] puback = socket.getInputStream().readNBytes(ACKNOWLEDGEMENT_BYTES);
            while (puback.length == ACKNOWLEDGEMENT_BYTES) {
                packetIds.add((puback[2] & 0xFF) << 8 | puback[3] & 0xFF);
                puback = socket.getInputStream().readNBytes(ACKNOWLEDGEMENT_BYTES);
            }
        } catch (IOException reset) {
            // what a killed process leaves
        }
        return packetIds;
    }

    private void send(int header, byte[] body) throws IOException {
        if (body.length > 127) {
            throw new IllegalArgumentException("a packet for a test is short");
        }
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.write(header);
        packet.write(body.length);
        packet.writeBytes(body);
        socket.getOutputStream().write(packet.toByteArray());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
