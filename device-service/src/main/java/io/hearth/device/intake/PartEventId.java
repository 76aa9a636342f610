package io.hearth.device.intake;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * The id of an event that device and origin do not make unique, since the origin comes from the device, or several events are
 * in one message: a UUID by name (RFC 9562, version 3), the same whenever the same delivery is read again.
 */
final class PartEventId {
    private PartEventId() {}

    /**
     * The id.
     *
     * @param arrival when the message came, Unix ns: different for different messages
     * @param number  of the event among those of the device in the message, from 0
     * @param before   what was used of the message before: when it is read again for the rest, its events are others
     */
    static String of(String device, String source, long arrival, int number, long origin, UsedValues before) {
        String name = arrival + "\0" + number + "\0" + origin + "\0" + source + "\0" + device
                + (before.isNone() ? "" : "\0" + before.id());
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
