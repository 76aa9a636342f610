package io.hearth.device.mapping;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

/** How a time is written; attributes {@code timeFormat} and {@code timeZone}. */
public sealed interface TimeFormat {
    /** More digits than any time has. */
    int LONGEST = 64;

    /**
     * The time in Unix ns.
     *
     * @throws IllegalArgumentException when the text is no such time, or lies outside of what ns can say (1677 to 2262)
     */
    long nanos(String text);

    /**
     * A number since 1970, whole or with a fraction.
     *
     * @param digits how many decimal places of a second the unit has: 0 for s, 3 for ms, 6 for us, 9 for ns
     */
    record Unix(int digits) implements TimeFormat {
        @Override
        public long nanos(String text) {
            if (text.length() > LONGEST) {
                throw new IllegalArgumentException("is too long for a number");
            }
            try {
                BigDecimal number = new BigDecimal(text.strip());
                if (Math.abs((long) number.precision() - number.scale()) > LONGEST) {
                    throw new IllegalArgumentException("is out of range");
                }
                return number.movePointRight(9 - digits)
                        .setScale(0, RoundingMode.FLOOR)
                        .longValueExact();
            } catch (NumberFormatException notANumber) {
                throw new IllegalArgumentException("is no number", notANumber);
            } catch (ArithmeticException outOfRange) {
                throw new IllegalArgumentException("is out of range", outOfRange);
            }
        }
    }

    /**
     * A date and time of day.
     *
     * @param name   as configured; what two formats are compared by, with the zone
     * @param format how it is written
     * @param zone   the zone where the text names none
     */
    record Written(String name, DateTimeFormatter format, ZoneId zone) implements TimeFormat {
        private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .append(DateTimeFormatter.ISO_LOCAL_DATE)
                .appendPattern("['T'][' ']")
                .append(DateTimeFormatter.ISO_LOCAL_TIME)
                .appendPattern("[XXXXX][XXXX][X]")
                .toFormatter(Locale.ROOT);

        /** ISO 8601, as RFC 3339 has it; also with a blank for the T, and without a zone. */
        static Written iso8601(ZoneId zone) {
            return new Written("iso8601", ISO, zone);
        }

        /** A pattern of {@link DateTimeFormatter}; {@link IllegalArgumentException} when it is none. */
        static Written pattern(String pattern, ZoneId zone) {
            return new Written(pattern, DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH), zone);
        }

        @Override
        public long nanos(String text) {
            if (text.length() > LONGEST) {
                throw new IllegalArgumentException("is too long for a time");
            }
            try {
                TemporalAccessor read =
                        format.parseBest(text.strip(), ZonedDateTime::from, OffsetDateTime::from, LocalDateTime::from);
                Instant instant =
                        switch (read) {
                            case ZonedDateTime zoned -> zoned.toInstant();
                            case OffsetDateTime offset -> offset.toInstant();
                            default -> LocalDateTime.from(read).atZone(zone).toInstant();
                        };
                return Math.addExact(
                        Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), (long) instant.getNano());
            } catch (DateTimeException notATime) {
                throw new IllegalArgumentException("is no time of the form " + name, notATime);
            } catch (ArithmeticException outOfRange) {
                throw new IllegalArgumentException("is out of range", outOfRange);
            }
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Written that && name.equals(that.name) && zone.equals(that.zone);
        }

        @Override
        public int hashCode() {
            return 31 * name.hashCode() + zone.hashCode();
        }
    }
}
