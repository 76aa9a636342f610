package io.hearth.device.mapping;

import java.util.Optional;

/**
 * A form of topics on which replies come.
 *
 * @param topic       with named levels
 * @param slot        where the correlation is in it; absent when it is elsewhere
 * @param correlation by what a reply is known
 * @param codec       how its payload is read
 */
public record ReplyRoute(TopicTemplate topic, Optional<TopicSlot> slot, Correlation correlation, Codec codec) {
    /** What a topic of this form says of the correlation. */
    public Optional<String> inTopic(String text) {
        return slot.map(found -> found.in(text.split("/", -1)));
    }
}
