package io.hearth.contracts.event;

import java.util.Map;

/**
 * Which devices reported lately, told by the service that stores what they report; a message of Hearth's.
 *
 * @param devices per device name when its latest event was stored, Unix ms
 */
public record LastReported(Map<String, Long> devices) {
    public LastReported {
        devices = devices == null ? Map.of() : Map.copyOf(devices);
    }
}
