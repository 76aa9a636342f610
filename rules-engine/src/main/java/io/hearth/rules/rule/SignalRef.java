package io.hearth.rules.rule;

import java.util.Optional;

/**
 * A resource as a condition names it.
 *
 * @param device   the device it belongs to; empty for whichever device the rule's selector stands for
 * @param resource the resource's name
 */
public record SignalRef(Optional<String> device, String resource) {
    /** A resource of the device that the rule's selector stands for. */
    public static SignalRef ofSubject(String resource) {
        return new SignalRef(Optional.empty(), resource);
    }

    /** The signal, for a device of the rule's selector. */
    public SignalKey of(String subject) {
        return new SignalKey(device.orElse(subject), resource);
    }
}
