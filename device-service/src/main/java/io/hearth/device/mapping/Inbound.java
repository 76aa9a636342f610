package io.hearth.device.mapping;

import java.util.Optional;

/**
 * How a resource's readings are found in messages.
 *
 * @param place where the value is; absent when no attribute says it
 * @param rule  what else is said of it
 * @param split how a message is divided
 */
public record Inbound(Optional<ValuePlace> place, ReadRule rule, Split split) {
    static final Inbound PLAIN = new Inbound(Optional.empty(), ReadRule.PLAIN, Split.NONE);
}
