package io.hearth.contracts.value;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.hearth.contracts.codec.Json;
import java.io.IOException;
import java.util.Optional;
import java.util.StringJoiner;

/** Texts of values: what is one, and how it is kept. */
final class ValueText {
    private ValueText() {}

    static String canonical(ValueType type, String text) {
        return switch (type) {
            case STRING -> text;
            case BOOL -> bool(text);
            case UINT8, UINT16, UINT32, UINT64, INT8, INT16, INT32, INT64 -> NumberText.whole(type, text.strip());
            case FLOAT32, FLOAT64 -> NumberText.decimal(type, text.strip());
            case STRING_ARRAY -> strings(text.strip());
            case BOOL_ARRAY, UINT8_ARRAY, UINT16_ARRAY, UINT32_ARRAY, UINT64_ARRAY -> array(type, text.strip());
            case INT8_ARRAY, INT16_ARRAY, INT32_ARRAY, INT64_ARRAY -> array(type, text.strip());
            case FLOAT32_ARRAY, FLOAT64_ARRAY -> array(type, text.strip());
            case BINARY, OBJECT, OBJECT_ARRAY ->
                throw new InvalidValue(text, "a " + type.wireName() + ", which has no text form");
        };
    }

    /** The texts that Go's strconv.ParseBool takes, which is what EdgeX holds a Bool against. */
    private static String bool(String text) {
        return switch (text.strip()) {
            case "true", "1", "t", "T", "TRUE", "True" -> "true";
            case "false", "0", "f", "F", "FALSE", "False" -> "false";
            default -> throw new InvalidValue(text, "a Bool (true or false, also 1, t, T, 0, f, F)");
        };
    }

    private static String array(ValueType type, String text) {
        ValueType element = type.element().orElseThrow();
        if (!isBracketed(text)) {
            throw new InvalidValue(text, "a " + type.wireName() + " such as [1, 2, 3]");
        }
        String inside = inside(text);
        StringJoiner joined = new StringJoiner(", ", "[", "]");
        if (!inside.isEmpty()) {
            for (String item : inside.split(",", -1)) {
                joined.add(canonical(element, item));
            }
        }
        return joined.toString();
    }

    /** As EdgeX's Go contracts and device services write it: JSON without blanks ({@code ["a","b, c"]}). */
    private static String strings(String text) {
        return json(text)
                .or(() -> unquoted(text))
                .orElseThrow(() -> new InvalidValue(text, "a StringArray such as [\"a\",\"b\"]"));
    }

    private static Optional<String> json(String text) {
        StringJoiner joined = new StringJoiner(",", "[", "]");
        try (JsonParser parser = Json.mapper().createParser(text)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                return Optional.empty();
            }
            while (parser.nextToken() == JsonToken.VALUE_STRING) {
                joined.add(quoted(parser.getText()));
            }
            boolean whole = parser.currentToken() == JsonToken.END_ARRAY && parser.nextToken() == null;
            return whole ? Optional.of(joined.toString()) : Optional.empty();
        } catch (IOException malformed) {
            return Optional.empty();
        }
    }

    /** The form that EdgeX's Go contracts write ({@code [a, b]}, dtos.NewSimpleReading), as far as it is not ambiguous. */
    private static Optional<String> unquoted(String text) {
        if (!isBracketed(text)) {
            return Optional.empty();
        }
        String inside = inside(text);
        StringJoiner joined = new StringJoiner(",", "[", "]");
        for (String item : inside.split(",", -1)) {
            joined.add(quoted(item.strip()));
        }
        boolean broken = inside.chars().anyMatch(c -> c == '"' || c == '[' || c == ']' || c == '{' || c == '}');
        return broken ? Optional.empty() : Optional.of(joined.toString());
    }

    private static boolean isBracketed(String text) {
        return text.length() >= 2 && text.startsWith("[") && text.endsWith("]");
    }

    private static String inside(String bracketed) {
        return bracketed.substring(1, bracketed.length() - 1).strip();
    }

    private static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
