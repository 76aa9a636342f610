package io.hearth.rules.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values of actions and conditions: JSON in the document, plain Java inside, with every digit as it was given. */
final class PlainValues {
    private PlainValues() {}

    /** The values of a command: at least one. */
    static Map<String, Object> named(String path, JsonNode values, int longest) {
        if (!values.isObject() || values.isEmpty()) {
            throw Fields.refused(path, values, "an object with at least one resource name and its value");
        }
        requireShort(path, values, longest);
        return map(path, values, false);
    }

    /** A text, or a tree that is sent as JSON, in which there may be null. */
    static Object tree(String path, JsonNode value, int longest) {
        requireShort(path, value, longest);
        if (value.isNull()) {
            throw Fields.refused(path, value, "a text, a number, true, false, a list or an object");
        }
        return value(path, value, true);
    }

    /** A text, a number as a decimal, or a truth. */
    static Object scalar(String path, JsonNode value, int longest) {
        if (value.isNumber()) {
            return Fields.number(path, value);
        }
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        if (value.isTextual() && value.textValue().length() <= longest) {
            return value.textValue();
        }
        throw Fields.refused(path, value, "a text of at most " + longest + " characters, a number, true or false");
    }

    private static void requireShort(String path, JsonNode value, int longest) {
        if (value.toString().length() > longest) {
            throw Fields.refused(path, value, "at most " + longest + " characters of JSON");
        }
    }

    private static Map<String, Object> map(String path, JsonNode object, boolean nullable) {
        Map<String, Object> map = new LinkedHashMap<>();
        object.properties().forEach(field -> {
            String inner = path + "." + Fields.shown(field.getKey());
            if (!nullable && field.getKey().isBlank()) {
                throw Fields.refused(inner, field.getValue(), "a name that is not blank");
            }
            map.put(field.getKey(), value(inner, field.getValue(), nullable));
        });
        return map;
    }

    private static Object value(String path, JsonNode value, boolean nullable) {
        return switch (value.getNodeType()) {
            case STRING -> value.textValue();
            case BOOLEAN -> value.booleanValue();
            case NUMBER -> number(path, value);
            case OBJECT -> map(path, value, nullable);
            case ARRAY -> list(path, value, nullable);
            case NULL, MISSING, BINARY, POJO -> {
                if (nullable && value.isNull()) {
                    yield null;
                }
                throw Fields.refused(path, value, "a text, a number, true, false, a list or an object");
            }
        };
    }

    private static Number number(String path, JsonNode value) {
        if (!Double.isFinite(value.doubleValue())) {
            throw Fields.refused(path, value, "a number within the range of a Float64");
        }
        // Exactly as given: an integer stays one, and 23.50 keeps its nought.
        if (!value.isIntegralNumber()) {
            return value.decimalValue();
        }
        return value.canConvertToLong() ? (Number) value.longValue() : value.bigIntegerValue();
    }

    private static List<Object> list(String path, JsonNode array, boolean nullable) {
        List<Object> list = new ArrayList<>();
        array.forEach(item -> list.add(value(path + "[" + list.size() + "]", item, nullable)));
        return Collections.unmodifiableList(list);
    }
}
