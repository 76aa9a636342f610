package io.hearth.rules.rule;

import java.util.Optional;

/**
 * What a condition looks at: a resource's newest value, or what a window makes of its values.
 *
 * @param signal whose values
 * @param window what is made of them; empty for the newest value as it is
 */
public record Measure(SignalRef signal, Optional<Window> window) {
    /** A resource's newest value. */
    public static Measure of(SignalRef signal) {
        return new Measure(signal, Optional.empty());
    }
}
