package io.hearth.device.mapping;

import java.util.Optional;

/**
 * How a resource's readings are found in messages, and what they say of the device.
 *
 * @param place  where the value is; absent when no attribute says it
 * @param rule   what else is said of it
 * @param split  how a message is divided
 * @param status what a value says of whether the device is online
 */
public record Inbound(Optional<ValuePlace> place, ReadRule rule, Split split, StatusRule status) {
    static final Inbound PLAIN = new Inbound(Optional.empty(), ReadRule.PLAIN, Split.NONE, StatusRule.NONE);

    /** Whether no attribute says anything of messages. */
    boolean isPlain() {
        return place.isEmpty() && rule.equals(ReadRule.PLAIN) && split == Split.NONE && !status.hasWords();
    }
}
