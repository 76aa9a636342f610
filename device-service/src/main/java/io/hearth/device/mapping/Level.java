package io.hearth.device.mapping;

/** One level of a topic template. */
public sealed interface Level {
    /** A level that must be exactly this text. */
    record Fixed(String text) implements Level {}

    /**
     * A level that names something: {@code {device}}, {@code {resource}}, or what else is worth keeping. It may be a part of the
     * level, as in {@code sensor-{device}}.
     *
     * @param name   what it names
     * @param before what stands before it in the level, mostly nothing
     * @param after  what stands behind it in the level, mostly nothing
     */
    record Named(String name, String before, String after) implements Level {
        /** Whether the level is nothing but the name. */
        boolean isWhole() {
            return before.isEmpty() && after.isEmpty();
        }

        String with(String value) {
            return before + value + after;
        }
    }

    /** {@code +}: any one level. */
    record One() implements Level {}

    /** {@code #}: what is left of the topic, also nothing; the last level. */
    record Rest() implements Level {}
}
