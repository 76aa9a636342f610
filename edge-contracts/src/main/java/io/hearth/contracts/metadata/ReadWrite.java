package io.hearth.contracts.metadata;

import java.util.Set;

/** What may be done with a resource or command: EdgeX's {@code R}, {@code W}, {@code RW} and {@code WR}. */
public final class ReadWrite {
    private static final Set<String> ALL = Set.of("R", "W", "RW", "WR");

    private ReadWrite() {}

    /** Whether this is one of the four. */
    public static boolean isValid(String text) {
        return text != null && ALL.contains(text);
    }

    /** Whether it may be read. */
    public static boolean canRead(String text) {
        return text != null && text.contains("R");
    }

    /** Whether it may be written. */
    public static boolean canWrite(String text) {
        return text != null && text.contains("W");
    }

    /** Whether a command with {@code asked} may be made of a resource with {@code allowed}: that one is RW, or they agree. */
    public static boolean allows(String allowed, String asked) {
        return allowed.length() == 2 || allowed.equals(asked);
    }
}
