package io.hearth.box.preflight;

import io.hearth.box.Server;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;

/** Asks whether an MQTT 3.1.1 broker is there and lets us in, by connecting once with a clean session. */
public final class MqttProbe {
    private static final int CONNACK = 0x20;
    private static final int CLEAN = 0x02;
    private static final int USER = 0x80;
    private static final int PASSWORD = 0x40;

    private MqttProbe() {}

    /** Why the broker cannot be used; empty when it can. */
    public static Optional<String> ask(
            Server server, Optional<String> user, Optional<String> password, Duration timeout) {
        int millis = Math.toIntExact(timeout.toMillis());
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(server.host(), server.port()), millis);
            socket.setSoTimeout(millis);
            socket.getOutputStream().write(connect(user, password));
            byte[] answer = socket.getInputStream().readNBytes(4);
            if (answer.length < 4 || (answer[0] & 0xf0) != CONNACK) {
                return Optional.of("what answers there does not speak MQTT");
            }
            return switch (answer[3]) {
                case 0 -> Optional.empty();
                case 4 ->
                    Optional.of("it refuses the user or password: set HEARTH_BUS_USERNAME and HEARTH_BUS_PASSWORD");
                case 5 -> Optional.of("it lets only known users in: set HEARTH_BUS_USERNAME and HEARTH_BUS_PASSWORD");
                default -> Optional.of("it refuses MQTT 3.1.1 connections with code " + answer[3]);
            };
        } catch (IOException failure) {
            return Optional.of("it does not answer (%s): start it, or leave --mqtt away to use the broker in the box"
                    .formatted(Optional.ofNullable(failure.getMessage()).orElse(failure.toString())));
        }
    }

    private static byte[] connect(Optional<String> user, Optional<String> password) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(body);
        out.writeUTF("MQTT");
        out.writeByte(4);
        out.writeByte(
                CLEAN | (user.isPresent() ? USER : 0) | (user.isPresent() && password.isPresent() ? PASSWORD : 0));
        out.writeShort(10);
        out.writeUTF("hearth-preflight-" + ProcessHandle.current().pid());
        if (user.isPresent()) {
            out.writeUTF(user.get());
            if (password.isPresent()) {
                out.writeUTF(password.get());
            }
        }
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.write(0x10);
        int length = body.size();
        do {
            int sevenBits = length % 128;
            length /= 128;
            packet.write(length > 0 ? sevenBits | 128 : sevenBits);
        } while (length > 0);
        body.writeTo(packet);
        return packet.toByteArray();
    }
}
