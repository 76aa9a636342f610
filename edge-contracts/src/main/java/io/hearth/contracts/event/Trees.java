package io.hearth.contracts.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Values of any form (tags, object values) as maps, lists and scalars that can be written again: numbers are finite, and
 * broken surrogate pairs become U+FFFD, both as Go's JSON decoder has it. The depth is bounded by the parser.
 */
final class Trees {
    private static final char REPLACEMENT = '\uFFFD';

    private Trees() {}

    static Object value(JsonParser in, DeserializationContext context) throws IOException {
        return switch (in.currentToken()) {
            case VALUE_NULL -> null;
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_STRING -> wellFormed(in.getText());
            case VALUE_NUMBER_INT -> in.getNumberValue();
            case VALUE_NUMBER_FLOAT -> number(in, context);
            case VALUE_EMBEDDED_OBJECT -> in.getEmbeddedObject();
            case START_OBJECT -> object(in, context);
            case START_ARRAY -> list(in, context);
            case null, default -> context.handleUnexpectedToken(Object.class, in);
        };
    }

    static Map<String, Object> object(JsonParser in, DeserializationContext context) throws IOException {
        Map<String, Object> map = new LinkedHashMap<>();
        for (String field = in.nextFieldName(); field != null; field = in.nextFieldName()) {
            in.nextToken();
            map.put(wellFormed(field), value(in, context));
        }
        Fields.end(in, context, Map.class);
        return map;
    }

    private static List<Object> list(JsonParser in, DeserializationContext context) throws IOException {
        List<Object> list = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            list.add(value(in, context));
        }
        return list;
    }

    private static Number number(JsonParser in, DeserializationContext context) throws IOException {
        if (context.isEnabled(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)) {
            return in.getDecimalValue();
        }
        double number = in.getDoubleValue();
        return Double.isFinite(number)
                ? number
                : (Number) context.handleWeirdNumberValue(Number.class, number, "beyond the range of Float64");
    }

    /** The text, each half of a surrogate pair without its other half replaced. */
    static String wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return mended(text);
            }
        }
        return text;
    }

    private static String mended(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? REPLACEMENT : c)
                .forEach(out::appendCodePoint);
        return out.toString();
    }
}
