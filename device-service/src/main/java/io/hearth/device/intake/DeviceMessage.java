package io.hearth.device.intake;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * A message as the devices' broker delivered it.
 *
 * @param topic       where a device published it
 * @param payload     its bytes; not to be changed
 * @param packetId    the delivery's packet identifier, 1 to 65535; 0 with QoS 0
 * @param duplicate   whether the broker says that it may have delivered it before (DUP)
 * @param stamp       when the broker got it, Unix ns; empty when the broker does not say
 * @param acknowledge tells the broker that the message is taken care of; once
 * @param correlation MQTT 5's correlation data; absent when it has none
 * @param receivedAt  when it came to us, by {@link System#nanoTime}
 * @param reply       whether it was a reply to a command: it need not report anything besides
 * @param translation what is read in its place; absent: the message itself
 * @param before      what was used of it when it was read before
 */
public record DeviceMessage(
        String topic,
        byte[] payload,
        int packetId,
        boolean duplicate,
        OptionalLong stamp,
        Runnable acknowledge,
        Optional<byte[]> correlation,
        long receivedAt,
        boolean reply,
        Optional<Translation> translation,
        UsedValues before) {

    /** One that comes now and has no correlation data. */
    public DeviceMessage(
            String topic, byte[] payload, int packetId, boolean duplicate, OptionalLong stamp, Runnable acknowledge) {
        this(
                topic,
                payload,
                packetId,
                duplicate,
                stamp,
                acknowledge,
                Optional.empty(),
                System.nanoTime(),
                false,
                Optional.empty(),
                UsedValues.NONE);
    }

    /** The same as one that was a reply. */
    public DeviceMessage asReply() {
        return new DeviceMessage(
                topic,
                payload,
                packetId,
                duplicate,
                stamp,
                acknowledge,
                correlation,
                receivedAt,
                true,
                translation,
                before);
    }

    /** The same, acknowledged in this way. */
    public DeviceMessage acknowledgedBy(Runnable otherwise) {
        return new DeviceMessage(
                topic,
                payload,
                packetId,
                duplicate,
                stamp,
                otherwise,
                correlation,
                receivedAt,
                reply,
                translation,
                before);
    }

    /** The same, of which this is read. */
    public DeviceMessage as(Translation read) {
        return new DeviceMessage(
                topic,
                payload,
                packetId,
                duplicate,
                stamp,
                acknowledge,
                correlation,
                receivedAt,
                reply,
                Optional.of(read),
                before);
    }
}
