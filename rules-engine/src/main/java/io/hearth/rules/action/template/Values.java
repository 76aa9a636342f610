package io.hearth.rules.action.template;

import io.hearth.rules.rule.Condition;
import io.hearth.rules.rule.Firing;
import io.hearth.rules.rule.Measure;
import io.hearth.rules.rule.SignalKey;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What placeholders stand for in one firing. Counts what it gives away: no action can become longer than allowed. */
public final class Values {
    /** A number of JSON (RFC 8259, 6). */
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d{1,9})?");
    /** Longer ones would be text to every reader of JSON. */
    private static final int LONGEST_NUMBER = 400;
    /** As far as people read a number without an exponent. */
    private static final int MOST_DIGITS = 30;

    private final Firing firing;
    private long left;

    /**
     * The values of a firing.
     *
     * @param longest how many characters may be filled in in all
     */
    public Values(Firing firing, long longest) {
        this.firing = firing;
        this.left = longest;
    }

    /** The value as it is: a number, a truth value, a text; null when there is none. */
    Object take(String name) {
        return value(name).map(this::counted).map(text -> typed(name, text)).orElse(null);
    }

    /** The value as a text; empty when there is none. */
    String takeText(String name) {
        return value(name).map(this::counted).map(Values::readable).orElse("");
    }

    private String counted(String text) {
        left -= text.length();
        if (left < 0) {
            throw new Unfit("what fills its placeholders is longer than allowed");
        }
        return text;
    }

    private Optional<String> value(String name) {
        return Optional.of(
                        switch (name) {
                            case "value" -> firing.value();
                            case "device" -> firing.subject();
                            case "resource" -> resource();
                            case "rule" -> firing.rule().rule().name();
                            case "severity" ->
                                firing.rule().rule().severity().name().toLowerCase(Locale.ROOT);
                            case "state" -> state(firing.kind());
                            case "time" -> firing.at().toString();
                            case "origin" -> Long.toString(origin(firing));
                            default -> reading(name.substring(Placeholders.READING.length()));
                        })
                .filter(text -> !text.isEmpty());
    }

    /** When it decided, in ns since 1970. */
    public static long origin(Firing firing) {
        return Math.addExact(
                Math.multiplyExact(firing.at().getEpochSecond(), 1_000_000_000L),
                firing.at().getNano());
    }

    private static String state(Firing.Kind kind) {
        return switch (kind) {
            case RAISED, REPEATED -> "active";
            case CLEARED -> "normal";
        };
    }

    private String reading(String resource) {
        return firing.readings().getOrDefault(new SignalKey(firing.subject(), resource), "");
    }

    private String resource() {
        return resources(firing.rule().rule().when()).findFirst().orElse("");
    }

    private static Stream<String> resources(Condition condition) {
        return switch (condition) {
            case Condition.Threshold threshold -> resource(threshold.measure());
            case Condition.MovingThreshold moving -> resource(moving.measure());
            case Condition.Range range -> resource(range.measure());
            case Condition.Equals equals -> resource(equals.measure());
            case Condition.Absence absence -> absence.resource().stream();
            case Condition.Within _ -> Stream.empty();
            case Condition.Expression expression ->
                expression.variables().values().stream().flatMap(Values::resource);
            case Condition.All all -> all.conditions().stream().flatMap(Values::resources);
            case Condition.Any any -> any.conditions().stream().flatMap(Values::resources);
            case Condition.Held held -> resources(held.condition());
        };
    }

    private static Stream<String> resource(Measure measure) {
        return Stream.of(measure.signal().resource());
    }

    /** Only what was measured has a type; a device that is called 7 is called so. */
    private static Object typed(String name, String text) {
        boolean isMeasured = name.equals("value") || name.startsWith(Placeholders.READING) || name.equals("origin");
        if (isMeasured && isNumber(text)) {
            return new BigDecimal(text);
        }
        return isMeasured && (text.equals("true") || text.equals("false")) ? (Object) Boolean.valueOf(text) : text;
    }

    private static boolean isNumber(String text) {
        return text.length() <= LONGEST_NUMBER
                && NUMBER.matcher(text).matches()
                && Double.isFinite(Double.parseDouble(text));
    }

    /** EdgeX writes floating-point numbers with an exponent, 2.15e+01, which nobody reads. */
    private static String readable(String text) {
        boolean isShort = text.length() <= LONGEST_NUMBER && (text.indexOf('e') > 0 || text.indexOf('E') > 0);
        if (!isShort || !isNumber(text)) {
            return text;
        }
        BigDecimal number = new BigDecimal(text).stripTrailingZeros();
        return Math.abs(number.scale()) <= MOST_DIGITS ? number.toPlainString() : text;
    }
}
