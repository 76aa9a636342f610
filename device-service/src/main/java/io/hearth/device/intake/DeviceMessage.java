package io.hearth.device.intake;

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
 */
public record DeviceMessage(
        String topic, byte[] payload, int packetId, boolean duplicate, OptionalLong stamp, Runnable acknowledge) {}
