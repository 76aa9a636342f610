package io.hearth.device.mapping;

import java.util.Optional;

/**
 * How a value stands in the message to its device.
 *
 * @param kind     what the message is
 * @param template its text, with {@code {value}}, {@code {json}}, {@code {resource}}, {@code {device}}, {@code {id}}
 *                 or {@code {correlation}}, {@code {time}} and {@code {millis}} in it; absent: what the kind says
 */
public record WriteForm(Kind kind, Optional<String> template) {
    /** What a message is. */
    public enum Kind {
        /** A JSON object with the values of all resources of a command that go to its topic. */
        JSON,
        /** The same in CBOR. */
        CBOR,
        /** The text of one value. */
        SCALAR,
        /** The octets of one Binary value. */
        BYTES,
        /** A Sparkplug B message with the values of all resources of a command that go to its topic. */
        SPARKPLUG
    }

    /** Whether a message carries one value only. */
    public boolean alone() {
        return kind == Kind.SCALAR || kind == Kind.BYTES || template.isPresent();
    }
}
