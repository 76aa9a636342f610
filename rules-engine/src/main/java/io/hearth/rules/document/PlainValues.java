package io.hearth.rules.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The values of a command action: JSON in the document, plain Java inside. */
final class CommandValues {
    private CommandValues() {}

    static Map<String, Object> read(String path, JsonNode values, RuleLimits limits) {
        if (!values.isObject() || values.isEmpty()) {
            throw Fields.refused(path, values, "an object with at least one resource name and its value");
        }
        if (values.toString().length() > limits.valuesLength()) {
            throw Fields.refused(path, values, "at most " + limits.valuesLength() + " characters of JSON");
        }
        return map(path, values);
    }

    private static Map<String, Object> map(String path, JsonNode object) {
        Map<String, Object> map = new LinkedHashMap<>();
        object.properties().forEach(field -> {
            String inner = path + "." + field.getKey();
            if (field.getKey().isBlank()) {
                throw Fields.refused(inner, field.getValue(), "a name that is not blank");
            }
            map.put(field.getKey(), value(inner, field.getValue()));
        });
        return map;
    }

    private static Object value(String path, JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> value.textValue();
            case BOOLEAN -> value.booleanValue();
            case NUMBER -> number(path, value);
            case OBJECT -> map(path, value);
            case ARRAY -> list(path, value);
            case NULL, MISSING, BINARY, POJO ->
                throw Fields.refused(path, value, "a text, a number, true, false, a list or an object");
        };
    }

    private static Number number(String path, JsonNode value) {
        if (!Double.isFinite(value.doubleValue())) {
            throw Fields.refused(path, value, "a number within the range of a Float64");
        }
        // Exactly as given: an integer stays one, and 23.50 keeps its nought.
        return value.isIntegralNumber() ? value.bigIntegerValue() : value.decimalValue();
    }

    private static List<Object> list(String path, JsonNode array) {
        List<Object> list = new ArrayList<>();
        array.forEach(item -> list.add(value(path + "[" + list.size() + "]", item)));
        return list;
    }
}
