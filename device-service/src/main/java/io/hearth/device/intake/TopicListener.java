package io.hearth.device.intake;

import java.util.Set;

/** Takes messages of the devices' broker that are no readings, such as those in which devices tell of themselves. */
public interface TopicListener {
    /** What it is to be subscribed to, from the start; what is retained there comes with every connection. */
    Set<String> filters();

    /**
     * Takes a message over, which is acknowledged then; must not block.
     *
     * @return false when it is none of its topics, or there is no room for it: it is treated as any other
     */
    boolean take(DeviceMessage message);
}
