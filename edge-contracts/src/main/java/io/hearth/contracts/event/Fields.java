package io.hearth.contracts.event;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import java.io.IOException;
import java.util.Map;

/** Fields of events and readings, read and written without a tree in between. */
final class Fields {
    private static final char REPLACEMENT = '\uFFFD';

    private Fields() {}

    static void text(JsonGenerator out, String name, String value) throws IOException {
        if (!value.isEmpty()) {
            out.writeStringField(name, value);
        }
    }

    static void map(JsonGenerator out, String name, Map<String, Object> value) throws IOException {
        if (!value.isEmpty()) {
            out.writeObjectField(name, value);
        }
    }

    static String text(JsonParser in, DeserializationContext context) throws IOException {
        return switch (in.currentToken()) {
            case VALUE_NULL -> null;
            case VALUE_STRING -> in.getText();
            case null, default -> (String) context.handleUnexpectedToken(String.class, in);
        };
    }

    /** A text that becomes a level of a topic, which broken surrogate pairs cannot be part of: as in Go they become U+FFFD. */
    static String name(JsonParser in, DeserializationContext context) throws IOException {
        String name = text(in, context);
        return name == null ? null : whole(name);
    }

    /** The text, each half of a surrogate pair in it replaced by U+FFFD. */
    static String whole(String text) {
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

    static long number(JsonParser in, DeserializationContext context) throws IOException {
        return switch (in.currentToken()) {
            case VALUE_NULL -> 0;
            case VALUE_NUMBER_INT -> in.getLongValue();
            case null, default -> (Long) context.handleUnexpectedToken(Long.class, in);
        };
    }

    static Map<String, Object> map(JsonParser in, DeserializationContext context) throws IOException {
        return switch (in.currentToken()) {
            case VALUE_NULL -> null;
            case START_OBJECT -> Trees.object(in, context);
            case null, default -> {
                context.handleUnexpectedToken(Map.class, in);
                yield null;
            }
        };
    }

    /** To be called behind the last field: input that ends within an object is not an object that ends. */
    static void end(JsonParser in, DeserializationContext context, Class<?> type) throws IOException {
        if (!in.hasToken(JsonToken.END_OBJECT)) {
            context.reportWrongTokenException(type, JsonToken.END_OBJECT, "the input ends within an object");
        }
    }
}
