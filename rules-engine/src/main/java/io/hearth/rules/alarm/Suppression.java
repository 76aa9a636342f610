package io.hearth.rules.alarm;

import java.util.Optional;

/** Whether an alarm is suppressed now (OPC UA Part 9, SuppressedState), because a silence holds for its rule and device. */
@FunctionalInterface
public interface Suppression {
    /** The id of the silence; empty when there is none. */
    Optional<String> of(Source source);
}
