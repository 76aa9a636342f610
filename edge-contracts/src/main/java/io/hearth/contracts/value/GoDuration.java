package io.hearth.contracts.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as Go writes them ({@code 1h30m}, {@code 500ms}), with EdgeX's day unit {@code d}. */
public final class GoDuration {
    private static final Pattern PART = Pattern.compile("([0-9]++(?:\\.[0-9]*+)?+|\\.[0-9]++)(ns|us|µs|μs|ms|s|m|h|d)");
    private static final Map<String, BigDecimal> NANOS = Map.of(
            "ns", nanos(Duration.ofNanos(1)),
            "us", nanos(Duration.ofNanos(1_000)),
            "µs", nanos(Duration.ofNanos(1_000)),
            "μs", nanos(Duration.ofNanos(1_000)),
            "ms", nanos(Duration.ofMillis(1)),
            "s", nanos(Duration.ofSeconds(1)),
            "m", nanos(Duration.ofMinutes(1)),
            "h", nanos(Duration.ofHours(1)),
            "d", nanos(Duration.ofDays(1)));
    private static final int LONGEST = 100;

    private GoDuration() {}

    /**
     * Reads a duration; what is finer than 1 ns is dropped.
     *
     * @throws InvalidValue when the text is not one: no unit, an unknown unit, more than 292 years, over 100 characters
     */
    public static Duration parse(String text) {
        boolean negative = text.startsWith("-");
        String rest = negative || text.startsWith("+") ? text.substring(1) : text;
        if (rest.equals("0")) {
            return Duration.ZERO;
        }
        BigInteger sum = rest.isEmpty() || rest.length() > LONGEST ? null : sum(rest);
        BigInteger nanos = negative && sum != null ? sum.negate() : sum;
        if (nanos == null || nanos.bitLength() >= Long.SIZE) {
            throw new InvalidValue(text, "a duration such as 500ms, 10s, 1h30m or 7d");
        }
        return Duration.ofNanos(nanos.longValueExact());
    }

    /** All parts together in ns; null when there is something else than parts. */
    private static BigInteger sum(String parts) {
        BigInteger sum = BigInteger.ZERO;
        Matcher part = PART.matcher(parts);
        for (int at = 0; at < parts.length(); at = part.end()) {
            if (!part.region(at, parts.length()).lookingAt()) {
                return null;
            }
            sum = sum.add(new BigDecimal(part.group(1))
                    .multiply(NANOS.get(part.group(2)))
                    .toBigInteger());
        }
        return sum;
    }

    /**
     * Writes a duration as Go does: {@code 1h30m0s}, {@code 1.5s}, {@code 500ms}.
     *
     * @throws ArithmeticException when it is longer than 292 years, which no duration of Go's is
     */
    public static String format(Duration duration) {
        long nanos = duration.toNanos();
        if (nanos == Long.MIN_VALUE) {
            return "-2562047h47m16.854775808s";
        }
        return nanos < 0 ? "-" + format(-nanos) : format(nanos);
    }

    private static String format(long nanos) {
        if (nanos == 0) {
            return "0s";
        }
        if (nanos < 1_000) {
            return nanos + "ns";
        }
        if (nanos < 1_000_000) {
            return decimal(nanos, 1_000) + "µs";
        }
        if (nanos < 1_000_000_000) {
            return decimal(nanos, 1_000_000) + "ms";
        }
        long minutes = nanos / 60_000_000_000L;
        String seconds = decimal(nanos % 60_000_000_000L, 1_000_000_000) + "s";
        if (minutes == 0) {
            return seconds;
        }
        return minutes < 60 ? minutes + "m" + seconds : minutes / 60 + "h" + minutes % 60 + "m" + seconds;
    }

    private static String decimal(long nanos, long unit) {
        return BigDecimal.valueOf(nanos)
                .divide(BigDecimal.valueOf(unit))
                .stripTrailingZeros()
                .toPlainString();
    }

    private static BigDecimal nanos(Duration unit) {
        return BigDecimal.valueOf(unit.toNanos());
    }
}
