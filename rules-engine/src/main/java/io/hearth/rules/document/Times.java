package io.hearth.rules.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as people write them, {@code 1h30m}, or as ISO 8601 does, {@code PT1H30M}; to the millisecond. */
public final class Times {
    private static final Map<String, ChronoUnit> UNITS = new LinkedHashMap<>();

    static {
        UNITS.put("d", ChronoUnit.DAYS);
        UNITS.put("h", ChronoUnit.HOURS);
        UNITS.put("m", ChronoUnit.MINUTES);
        UNITS.put("s", ChronoUnit.SECONDS);
        UNITS.put("ms", ChronoUnit.MILLIS);
    }

    /** At most 12 digits, so that no sum of them overflows. */
    private static final Pattern PARTS =
            Pattern.compile("(\\d{1,12}d)?(\\d{1,12}h)?(\\d{1,12}m)?(\\d{1,12}s)?(\\d{1,12}ms)?");

    private static final int LONGEST_TEXT = 80;

    private Times() {}

    /** A time of 0 or more; empty when it is none. */
    public static Optional<Duration> read(JsonNode value) {
        return value.isTextual() ? read(value.textValue()) : Optional.empty();
    }

    /** A time of 0 or more; empty when it is none. */
    public static Optional<Duration> read(String text) {
        if (text.isEmpty() || text.length() > LONGEST_TEXT) {
            return Optional.empty();
        }
        return (text.startsWith("P") ? iso(text) : parts(text))
                .filter(time -> !time.isNegative() && time.equals(time.truncatedTo(ChronoUnit.MILLIS)));
    }

    private static Optional<Duration> iso(String text) {
        try {
            return Optional.of(Duration.parse(text));
        } catch (DateTimeParseException none) {
            return Optional.empty();
        }
    }

    private static Optional<Duration> parts(String text) {
        Matcher parts = PARTS.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        Duration time = Duration.ZERO;
        int group = 1;
        for (Map.Entry<String, ChronoUnit> unit : UNITS.entrySet()) {
            String part = parts.group(group++);
            if (part != null) {
                long amount =
                        Long.parseLong(part, 0, part.length() - unit.getKey().length(), 10);
                time = time.plus(amount, unit.getValue());
            }
        }
        return Optional.of(time);
    }

    /** The shortest text that is read as this time. */
    public static String write(Duration time) {
        if (time.isZero()) {
            return "0s";
        }
        StringBuilder text = new StringBuilder();
        part(text, time.toDays(), "d");
        part(text, time.toHoursPart(), "h");
        part(text, time.toMinutesPart(), "m");
        part(text, time.toSecondsPart(), "s");
        part(text, time.toMillisPart(), "ms");
        return text.toString();
    }

    private static void part(StringBuilder text, long amount, String unit) {
        if (amount > 0) {
            text.append(amount).append(unit);
        }
    }

    static String allowed(String least, Duration longest) {
        return "a time as 500ms, 30s, 5m, 1h30m, 2d or PT30S, from " + least + " to " + write(longest);
    }
}
