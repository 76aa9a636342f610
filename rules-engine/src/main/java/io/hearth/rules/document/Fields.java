package io.hearth.rules.document;

import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.rules.rule.Shared;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fields of one JSON object of a rule document; whatever is not as allowed is told by its path. */
final class Fields {
    private static final int SHOWN = 80;

    private final String path;
    private final JsonNode object;

    private Fields(String path, JsonNode object) {
        this.path = path;
        this.object = object;
    }

    /**
     * The fields of an object; any field that is not among the allowed ones is refused, because a rule understood by half
     * does something else than what was asked.
     */
    static Fields of(String path, JsonNode node, List<String> allowed) {
        if (!node.isObject()) {
            throw refused(path.isEmpty() ? "a rule" : path, node, "an object with " + String.join(", ", allowed));
        }
        Fields fields = new Fields(path, node);
        node.properties().forEach(field -> {
            if (!allowed.contains(field.getKey())) {
                throw new InvalidRule("field " + fields.path(shown(field.getKey())) + " with value "
                        + shown(field.getValue().toString()) + " is not understood; allowed are "
                        + String.join(", ", allowed));
            }
        });
        return fields;
    }

    boolean has(String field) {
        return object.has(field);
    }

    /** Those of these fields that are there, in this order. */
    List<String> present(List<String> fields) {
        return fields.stream().filter(object::has).toList();
    }

    /** The object in a field that must be there. */
    Fields object(String field, List<String> allowed) {
        return of(path(field), required(field, "an object with " + String.join(", ", allowed)), allowed);
    }

    /** The object in a field; empty when the field is absent. */
    Optional<Fields> optionalObject(String field, List<String> allowed) {
        return optional(field).map(value -> of(path(field), value, allowed));
    }

    /** The value of a field that must be there. */
    JsonNode required(String field, String allowed) {
        JsonNode value = object.get(field);
        if (value == null) {
            throw new InvalidRule("field " + path(field) + " is missing; allowed is " + allowed);
        }
        return value;
    }

    /** A text that is not blank and can stand in a name. */
    String name(String field, int longest) {
        return name(path(field), required(field, nameAllowed(longest)), longest);
    }

    Optional<String> optionalName(String field, int longest) {
        return Shared.of(optional(field).map(value -> Shared.of(name(path(field), value, longest))));
    }

    /** A name that other rules have as well. All but their own are. */
    String sharedName(String field, int longest) {
        return Shared.of(name(field, longest));
    }

    /** A text that must be there and is not blank. */
    String requiredText(String field, int longest) {
        String allowed = "a text of 1 to " + longest + " characters that is not blank";
        JsonNode value = required(field, allowed);
        if (!value.isTextual()
                || value.textValue().isBlank()
                || value.textValue().length() > longest) {
            throw refused(path(field), value, allowed);
        }
        return value.textValue();
    }

    /** One of some words; empty when the field is absent. */
    <T> Optional<T> word(String field, Map<String, T> words) {
        return optional(field).map(value -> {
            T meant = value.isTextual() ? words.get(value.textValue()) : null;
            if (meant == null) {
                throw refused(path(field), value, "one of " + String.join(", ", words.keySet()));
            }
            return meant;
        });
    }

    /** A time, of 0 or more; empty when the field is absent. */
    Optional<Duration> time(String field, Duration longest) {
        return optional(field).map(value -> Times.read(value)
                .filter(time -> time.compareTo(longest) <= 0)
                .orElseThrow(() -> refused(path(field), value, Times.allowed("0s", longest))));
    }

    /** A time of more than 0. */
    Duration positiveTime(String field, Duration longest) {
        String allowed = Times.allowed("1ms", longest);
        JsonNode value = required(field, allowed);
        return Times.read(value)
                .filter(time -> time.isPositive() && time.compareTo(longest) <= 0)
                .orElseThrow(() -> refused(path(field), value, allowed));
    }

    /** A time of more than 0; empty when the field is absent. */
    Optional<Duration> optionalPositiveTime(String field, Duration longest) {
        return has(field) ? Optional.of(positiveTime(field, longest)) : Optional.empty();
    }

    /** A time in a range; empty when the field is absent. */
    Optional<Duration> optionalTime(String field, Duration least, Duration longest) {
        return optional(field).map(value -> Times.read(value)
                .filter(time -> time.compareTo(least) >= 0 && time.compareTo(longest) <= 0)
                .orElseThrow(() -> refused(path(field), value, Times.allowed(Times.write(least), longest))));
    }

    /** A whole number in a range; empty when the field is absent. */
    Optional<Integer> whole(String field, int least, int most) {
        return optional(field).map(value -> {
            if (!value.isIntegralNumber()
                    || !value.canConvertToInt()
                    || value.intValue() < least
                    || value.intValue() > most) {
                throw refused(path(field), value, "a whole number from " + least + " to " + most);
            }
            return value.intValue();
        });
    }

    Optional<String> text(String field, int longest) {
        return optional(field).map(value -> {
            if (!value.isTextual() || value.textValue().length() > longest) {
                throw refused(path(field), value, "a text of at most " + longest + " characters");
            }
            return value.textValue();
        });
    }

    Optional<Boolean> flag(String field) {
        return optional(field).map(value -> {
            if (!value.isBoolean()) {
                throw refused(path(field), value, "true or false");
            }
            return value.booleanValue();
        });
    }

    Optional<BigDecimal> number(String field) {
        return optional(field).map(value -> number(path(field), value));
    }

    static BigDecimal number(String path, JsonNode value) {
        if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
            throw refused(path, value, "a number within the range of a Float64");
        }
        BigDecimal number = value.decimalValue();
        if (number.signum() != 0 && number.doubleValue() == 0) {
            throw refused(path, value, "0 or a number no nearer to 0 than a Float64 can be");
        }
        return number;
    }

    List<String> names(String field, int most, int longest) {
        List<String> names = new ArrayList<>();
        for (JsonNode item : list(field, most, "names")) {
            names.add(name(path(field) + "[" + names.size() + "]", item, longest));
        }
        return names;
    }

    /** The items of a list; none when the field is absent. */
    List<JsonNode> list(String field, int most, String of) {
        Optional<JsonNode> value = optional(field);
        if (value.isEmpty()) {
            return List.of();
        }
        if (!value.get().isArray() || value.get().size() > most) {
            throw refused(path(field), value.get(), "a list of at most " + most + " " + of);
        }
        List<JsonNode> items = new ArrayList<>();
        value.get().forEach(items::add);
        return items;
    }

    /** Where the object is in the document. */
    String path() {
        return path;
    }

    String path(String field) {
        return path.isEmpty() ? field : path + "." + field;
    }

    static InvalidRule refused(String path, JsonNode value, String allowed) {
        return new InvalidRule("field " + path + " is " + shown(value.toString()) + ", allowed is " + allowed);
    }

    Optional<JsonNode> optional(String field) {
        return Optional.ofNullable(object.get(field));
    }

    static String name(String path, JsonNode value, int longest) {
        String text = value.textValue();
        boolean fine = value.isTextual()
                && !text.isBlank()
                && text.length() <= longest
                && text.codePoints().allMatch(Fields::standsInName);
        if (!fine) {
            throw refused(path, value, nameAllowed(longest));
        }
        return text;
    }

    /** Half a surrogate pair has no UTF-8: rules named by different halves would be one field of Redis' hash. */
    private static boolean standsInName(int character) {
        return !Character.isISOControl(character) && Character.getType(character) != Character.SURROGATE;
    }

    private static String nameAllowed(int longest) {
        return "a text of 1 to " + longest
                + " characters that is not blank and has no control characters and no half surrogate pairs";
    }

    static String shown(String value) {
        return value.length() <= SHOWN ? value : value.substring(0, SHOWN) + "...";
    }
}
