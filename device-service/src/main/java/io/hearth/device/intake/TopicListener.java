package io.hearth.device.intake;

import java.util.Set;
import java.util.function.Consumer;

/** Takes messages of the devices' broker that are no readings, such as those in which devices tell of themselves. */
public interface TopicListener {
    /** What it is to be subscribed to, from the start; what is retained there comes with every connection. */
    Set<String> filters();

    /**
     * Of these filters those whose messages need come at most once (QoS 0): messages that are {@link #hold held} for long. MQTT has
     * them acknowledged in their order, so that one that waits would hold up the acknowledgements of all that come after it.
     */
    default Set<String> atMostOnce() {
        return Set.of();
    }

    /**
     * Takes a message over, which is acknowledged then; must not block.
     *
     * @return false when it is none of its topics, or there is no room for it: it is treated as any other
     */
    boolean take(DeviceMessage message);

    /**
     * Takes over a message that is a reading, but is not to be read as it is, or not yet; must not block. It is not acknowledged:
     * it is handed to the pump later, whatever becomes of it, with its {@link DeviceMessage#translation}.
     *
     * @return false when it is none of its topics
     */
    default boolean hold(DeviceMessage message, Consumer<DeviceMessage> pump) {
        return false;
    }
}
