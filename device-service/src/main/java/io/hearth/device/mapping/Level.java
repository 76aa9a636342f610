package io.hearth.device.mapping;

/** One level of a topic template. */
public sealed interface Level {
    /** A level that must be exactly this text. */
    record Fixed(String text) implements Level {}

    /** {@code {device}}: the level names the device. */
    record DeviceName() implements Level {}

    /** {@code {resource}}: the level names the resource. */
    record ResourceName() implements Level {}
}
