package io.hearth.rules.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
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
        return optional(field).map(value -> {
            if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
                throw refused(path(field), value, "a number within the range of a Float64");
            }
            BigDecimal number = value.decimalValue();
            if (number.signum() != 0 && number.doubleValue() == 0) {
                throw refused(path(field), value, "0 or a number no nearer to 0 than a Float64 can be");
            }
            return number;
        });
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

    String path(String field) {
        return path.isEmpty() ? field : path + "." + field;
    }

    static InvalidRule refused(String path, JsonNode value, String allowed) {
        return new InvalidRule("field " + path + " is " + shown(value.toString()) + ", allowed is " + allowed);
    }

    private Optional<JsonNode> optional(String field) {
        return Optional.ofNullable(object.get(field));
    }

    private static String name(String path, JsonNode value, int longest) {
        String text = value.textValue();
        boolean fine = value.isTextual()
                && !text.isBlank()
                && text.length() <= longest
                && text.chars().noneMatch(Character::isISOControl);
        if (!fine) {
            throw refused(path, value, nameAllowed(longest));
        }
        return text;
    }

    private static String nameAllowed(int longest) {
        return "a text of 1 to " + longest + " characters that is not blank and has no control characters";
    }

    private static String shown(String value) {
        return value.length() <= SHOWN ? value : value.substring(0, SHOWN) + "...";
    }
}
