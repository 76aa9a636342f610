package io.hearth.box.broker;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;

/** The bare connection of an MQTT 3.1.1 client with a clean session and a will of QoS 1: nothing is said on it, at its end either, but by the test. */
final class WithWill {
    private static final int CONNECT = 0x10;
    private static final int WILL_QOS_1_CLEAN = 0b0000_1110;
    private static final int CONNACK_BYTES = 4;

    private WithWill() {}

    /** Connected, with the CONNACK read; {@code keepAlive} in seconds. All texts together are shorter than 100 octets. */
    static Socket connected(int port, String clientId, int keepAlive, String topic, String will) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(body);
        out.writeUTF("MQTT");
        out.writeByte(4);
        out.writeByte(WILL_QOS_1_CLEAN);
        out.writeShort(keepAlive);
        out.writeUTF(clientId);
        out.writeUTF(topic);
        out.writeUTF(will);
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.write(CONNECT);
        packet.write(body.size());
        body.writeTo(packet);
        Socket socket = new Socket("127.0.0.1", port);
        socket.getOutputStream().write(packet.toByteArray());
        if (socket.getInputStream().readNBytes(CONNACK_BYTES).length != CONNACK_BYTES) {
            throw new IOException("no CONNACK");
        }
        return socket;
    }
}
