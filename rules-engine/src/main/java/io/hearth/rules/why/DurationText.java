package io.hearth.rules.why;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as rules write them: {@code 1h30m}, {@code 30s}, {@code 500ms}. */
public final class DurationText {
    private static final Pattern SHORT =
            Pattern.compile("(?:(\\d{1,6})d)?(?:(\\d{1,6})h)?(?:(\\d{1,6})m)?(?:(\\d{1,9})s)?(?:(\\d{1,9})ms)?");

    private DurationText() {}

    /** A duration in the short form. */
    public static String of(Duration duration) {
        StringBuilder text = new StringBuilder();
        add(text, duration.toDays(), "d");
        add(text, duration.toHoursPart(), "h");
        add(text, duration.toMinutesPart(), "m");
        add(text, duration.toSecondsPart(), "s");
        add(text, duration.toMillisPart(), "ms");
        return text.isEmpty() ? "0s" : text.toString();
    }

    private static void add(StringBuilder text, long count, String unit) {
        if (count != 0) {
            text.append(count).append(unit);
        }
    }

    /**
     * Reads the short form or ISO 8601 ({@code PT30S}).
     *
     * @throws IllegalArgumentException when it is neither
     */
    public static Duration parse(String text) {
        Matcher matcher = SHORT.matcher(text);
        if (!text.isEmpty() && matcher.matches()) {
            return Duration.ofDays(number(matcher.group(1)))
                    .plusHours(number(matcher.group(2)))
                    .plusMinutes(number(matcher.group(3)))
                    .plusSeconds(number(matcher.group(4)))
                    .plusMillis(number(matcher.group(5)));
        }
        try {
            return Duration.parse(text);
        } catch (DateTimeException noDuration) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no duration, allowed is 30s, 5m, 1h30m, 2d or ISO 8601 as PT30S", noDuration);
        }
    }

    private static long number(String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
