package io.hearth.contracts.validation;

import java.util.Optional;
import java.util.UUID;

/** The forms in which EdgeX takes the UUIDs of requests: those of Go's {@code uuid.Parse} (github.com/google/uuid). */
public final class UuidText {
    private static final String URN = "urn:uuid:";
    private static final int PLAIN = 36;
    private static final int DIGITS = 32;

    private UuidText() {}

    /**
     * The UUID that a text writes in its 36 characters, in these between braces or behind {@code urn:uuid:}, or in its 32
     * hexadecimal digits, all in any letter case; empty for anything else, null too.
     */
    public static Optional<UUID> uuid(String text) {
        String plain = text == null ? "" : plain(text);
        return UuidValidator.isUuid(plain) ? Optional.of(UUID.fromString(plain)) : Optional.empty();
    }

    private static String plain(String text) {
        return switch (text.length()) {
            case PLAIN -> text;
            case PLAIN + 2 ->
                text.charAt(0) == '{' && text.charAt(PLAIN + 1) == '}' ? text.substring(1, PLAIN + 1) : "";
            case PLAIN + 9 -> text.regionMatches(true, 0, URN, 0, URN.length()) ? text.substring(URN.length()) : "";
            case DIGITS ->
                String.join(
                        "-",
                        text.substring(0, 8),
                        text.substring(8, 12),
                        text.substring(12, 16),
                        text.substring(16, 20),
                        text.substring(20));
            default -> "";
        };
    }
}
