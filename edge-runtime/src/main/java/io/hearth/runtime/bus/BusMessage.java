package io.hearth.runtime.bus;

/**
 * A message as it came from the broker.
 *
 * @param topic   the topic it was published to
 * @param payload its bytes; not to be changed
 */
public record BusMessage(String topic, byte[] payload) {}
