package io.hearth.box.broker;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/**
 * A publish as far as its repetition can be told by it.
 *
 * @param key       client id and packet id, which the client keeps when it repeats; never 0
 * @param content   of topic and payload
 * @param repeated  whether the client says that it sent it before (DUP)
 */
record Publish(long key, long content, boolean repeated) {
    private static final int PACKET_ID_BITS = 16;
    private static final long PACKET_ID = 0xFFFF;

    static Publish of(String client, MqttPublishMessage message) {
        byte[] topic = message.variableHeader().topicName().getBytes(StandardCharsets.UTF_8);
        ByteBuf payload = message.payload();
        return new Publish(
                key(client, message.variableHeader().packetId()),
                both(topic, payload.nioBuffer()),
                message.fixedHeader().isDup());
    }

    static long key(String client, int packetId) {
        byte[] id = client.getBytes(StandardCharsets.UTF_8);
        return both(id, ByteBuffer.allocate(0)) << PACKET_ID_BITS | packetId & PACKET_ID;
    }

    /** 64 bits of two checksums that the processor computes by itself. */
    private static long both(byte[] first, ByteBuffer second) {
        return sum(new CRC32C(), first, second.duplicate()) << Integer.SIZE
                | sum(new CRC32(), first, second.duplicate());
    }

    private static long sum(Checksum checksum, byte[] first, ByteBuffer second) {
        checksum.update(first);
        checksum.update(second);
        return checksum.getValue();
    }
}
