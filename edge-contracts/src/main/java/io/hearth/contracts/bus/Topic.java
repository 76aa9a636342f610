package io.hearth.contracts.bus;

import java.nio.charset.StandardCharsets;

/**
 * A topic that something is published to (MQTT 4.7).
 *
 * @param text not empty, without wildcards and NUL, at most 65,535 bytes of UTF-8
 */
public record Topic(String text) {
    private static final int LONGEST = 65_535;

    public Topic {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("a topic must not be empty");
        }
        if (text.indexOf('+') >= 0 || text.indexOf('#') >= 0 || text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("topic '" + text + "' must not contain +, # or NUL");
        }
        // At most three octets a character.
        if (text.length() > LONGEST / 3 && text.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            throw new IllegalArgumentException("a topic has at most " + LONGEST + " bytes");
        }
    }

    /** The topic of this text; {@link IllegalArgumentException} says why it is none. */
    public static Topic of(String text) {
        return new Topic(text);
    }

    /** Whether the text is one. */
    public static boolean isTopic(String text) {
        try {
            of(text);
            return true;
        } catch (IllegalArgumentException none) {
            return false;
        }
    }
}
