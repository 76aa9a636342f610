package io.hearth.rules.action.webhook;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;

/** How long a far end asks us to wait: seconds or a date (RFC 9110, 10.2.3). */
final class RetryAfter {
    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");

    private RetryAfter() {}

    /** The pause, at most the longest one; empty when the field says none. */
    static Optional<Duration> read(String field, Clock clock, Duration longest) {
        return Optional.ofNullable(field)
                .map(String::trim)
                .flatMap(text -> pause(text, clock))
                .filter(Duration::isPositive)
                .map(pause -> pause.compareTo(longest) < 0 ? pause : longest);
    }

    private static Optional<Duration> pause(String text, Clock clock) {
        if (SECONDS.matcher(text).matches()) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
        }
        try {
            ZonedDateTime until = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
            return Optional.of(Duration.between(clock.instant(), until.toInstant()));
        } catch (DateTimeException neither) {
            return Optional.empty();
        }
    }
}
