package io.hearth.device.mapping;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/** Reads free-form settings, such as a resource's attributes; what makes no sense becomes a {@link Problem} and reads as absent. */
final class Attributes {
    private final String profile;
    private final String resource;
    private final Map<String, Object> values;
    private final String prefix;
    private final List<Problem> problems;

    Attributes(String profile, String resource, Map<String, Object> values, String prefix, List<Problem> problems) {
        this.profile = profile;
        this.resource = resource;
        this.values = values;
        this.prefix = prefix;
        this.problems = problems;
    }

    boolean has(String name) {
        return values.get(name) != null;
    }

    /** The attribute as its text; absent when it is not set or not a text. */
    Optional<String> text(String name) {
        return read(name, "a text", value -> value instanceof String text ? text : null);
    }

    /** The attribute as its text, where a number's text does too; absent when it is not set or neither. */
    Optional<String> word(String name) {
        return read(
                name,
                "a text or a number",
                value -> value instanceof String || value instanceof Number ? value.toString() : null);
    }

    /** The attribute as a list of texts: a list, or a text with commas between. */
    List<String> list(String name) {
        return read(name, "a list of texts, or texts with commas between", value -> switch (value) {
                    case String text ->
                        Arrays.stream(text.split(",", -1)).map(String::strip).toList();
                    case List<?> items -> items.stream().map(String::valueOf).toList();
                    case Number number -> List.of(number.toString());
                    case Boolean flag -> List.of(flag.toString());
                    default -> null;
                })
                .orElse(List.of());
    }

    /** The attribute, read from its text or number; an {@link IllegalArgumentException} says what is wrong. */
    <T> Optional<T> parsedWord(String name, Function<String, T> parse) {
        return word(name).flatMap(text -> parsed(name, text, parse));
    }

    /** The attribute as one of these words; absent when it is not set or another. */
    <T> Optional<T> among(String name, Map<String, T> words) {
        return read(
                name,
                String.join(", ", new TreeSet<>(words.keySet())),
                value -> words.get(String.valueOf(value).toLowerCase(Locale.ROOT)));
    }

    /** The attribute, read from its text; an {@link IllegalArgumentException} says what is wrong. */
    <T> Optional<T> parsed(String name, Function<String, T> parse) {
        return text(name).flatMap(text -> parsed(name, text, parse));
    }

    private <T> Optional<T> parsed(String name, String text, Function<String, T> parse) {
        try {
            return Optional.of(parse.apply(text));
        } catch (IllegalArgumentException wrong) {
            problem(name, "'" + text + "' " + wrong.getMessage());
            return Optional.empty();
        }
    }

    /** How many problems were found until now, of whatever. */
    int problemCount() {
        return problems.size();
    }

    /** A whole number within the range; as a number or, as YAML and Go maps often have it, as a text. */
    Optional<Integer> number(String name, int least, int most) {
        return read(name, "a whole number from " + least + " to " + most, value -> {
            Integer number = whole(value);
            return number != null && number >= least && number <= most ? number : null;
        });
    }

    /** True or false, as such or as a text. */
    Optional<Boolean> flag(String name) {
        return read(name, "true or false", value -> switch (String.valueOf(value)) {
            case "true" -> Boolean.TRUE;
            case "false" -> Boolean.FALSE;
            case String other -> null;
        });
    }

    void problem(String name, String text) {
        problems.add(new Problem(profile, resource, prefix + name, text));
    }

    private <T> Optional<T> read(String name, String allowed, Function<Object, T> convert) {
        Object value = values.get(name);
        if (value == null) {
            return Optional.empty();
        }
        T converted = convert.apply(value);
        if (converted == null) {
            problem(name, "'" + value + "' is not allowed, allowed is " + allowed);
        }
        return Optional.ofNullable(converted);
    }

    private static Integer whole(Object value) {
        try {
            return new BigDecimal(String.valueOf(value)).intValueExact();
        } catch (ArithmeticException | NumberFormatException notWhole) {
            return null;
        }
    }
}
