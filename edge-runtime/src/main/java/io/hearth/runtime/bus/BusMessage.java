package io.hearth.runtime.bus;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A message as it came from the broker.
 *
 * @param topic    the topic it was published to
 * @param payload  its bytes; not to be changed
 * @param deadline until when its sender waits for what it asks, as far as that is known
 * @param delivery counts the deliveries to this process: the same one when a batch is tried again
 */
public record BusMessage(String topic, byte[] payload, Deadline deadline, long delivery) {
    private static final String RUN = UUID.randomUUID().toString();
    private static final AtomicLong DELIVERIES = new AtomicLong();

    /** A message that has just come. */
    public BusMessage(String topic, byte[] payload) {
        this(topic, payload, Deadline.NONE);
    }

    /** A request that has just come. */
    public BusMessage(String topic, byte[] payload, Deadline deadline) {
        this(topic, payload, deadline, DELIVERIES.incrementAndGet());
    }

    /** Names this delivery among those of all processes, so that what is made of it is made once. */
    public String key() {
        return RUN + ":" + delivery;
    }
}
