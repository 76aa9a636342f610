package io.hearth.examples;

import java.time.Duration;
import java.time.format.DateTimeParseException;

/** Times as they are written on the command line. */
public final class Times {
    private Times() {}

    /** Such as {@code 90s}, {@code 1m30s}, {@code 2h}; anything else is an IllegalArgumentException. */
    public static Duration parse(String text) {
        try {
            Duration duration = Duration.parse("PT" + text);
            if (duration.isPositive()) {
                return duration;
            }
        } catch (DateTimeParseException e) {
            // Told below, as a time that is not positive is.
        }
        throw new IllegalArgumentException("'" + text + "' is not a time such as 90s, 1m30s or 2h");
    }
}
