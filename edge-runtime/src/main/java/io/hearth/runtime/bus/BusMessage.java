package io.hearth.runtime.bus;

/**
 * A message as it came from the broker.
 *
 * @param topic     the topic it was published to
 * @param payload   its bytes; not to be changed
 * @param duplicate whether the broker says that it may have delivered it before (MQTT 3.3.1.1, DUP)
 */
public record BusMessage(String topic, byte[] payload, boolean duplicate) {}
