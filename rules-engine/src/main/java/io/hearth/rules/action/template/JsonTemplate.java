package io.hearth.rules.action.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import io.hearth.contracts.codec.Json;
import java.util.regex.Pattern;

/**
 * A text that is JSON, with placeholders. What fills one stays within its text, or becomes one value: the objects and lists, and
 * the fields of the objects, are those that the rule wrote.
 */
public final class JsonTemplate {
    private static final Pattern TYPE =
            Pattern.compile("\\s*application/([^\\s;]+\\+)?json\\s*(;.*)?", Pattern.CASE_INSENSITIVE);
    /** Fits into a text of JSON as well as outside of one. */
    private static final String HARMLESS = "0";

    /** A field that is there twice would be another's to each reader. */
    private static final ObjectReader STRICT = Json.mapper()
            .readerFor(JsonNode.class)
            .with(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private JsonTemplate() {}

    /** Whether a Content-Type says JSON (RFC 8259, 11; RFC 6839, 3.1). */
    public static boolean isType(String contentType) {
        return TYPE.matcher(contentType).matches();
    }

    /** Whether a text is an object, a list or a text of JSON, whatever fills its placeholders. A bare value is none: {@code ${value}}. */
    public static boolean isJson(String text) {
        int first = 0;
        while (first < text.length() && Character.isWhitespace(text.charAt(first))) {
            first++;
        }
        return first < text.length()
                && "{[\"".indexOf(text.charAt(first)) >= 0
                && isReadable(standing(Template.of(text)));
    }

    /**
     * The text with its placeholders filled: escaped within a text of JSON; elsewhere a number, a truth value, null when there is
     * none, or else a text of JSON.
     *
     * @throws Unfit when it would be longer than allowed, or no JSON any more though it was
     */
    public static String filled(String text, Values values) {
        Template template = Template.of(text);
        if (template.isFixed()) {
            return template.text(values);
        }
        StringBuilder filled = new StringBuilder();
        boolean within = false;
        for (Part part : template.parts()) {
            switch (part) {
                case Part.Literal(String literal) -> {
                    filled.append(literal);
                    within = endsWithin(literal, within);
                }
                case Part.Placeholder(String name) -> {
                    String json = json(within ? values.takeText(name) : values.take(name));
                    filled.append(within ? json.substring(1, json.length() - 1) : json);
                }
            }
        }
        if (isReadable(standing(template)) && !isReadable(filled.toString())) {
            throw new Unfit("a value makes no JSON of a text that is JSON");
        }
        return filled.toString();
    }

    private static String standing(Template template) {
        StringBuilder text = new StringBuilder();
        template.parts()
                .forEach(part -> text.append(part instanceof Part.Literal(String literal) ? literal : HARMLESS));
        return text.toString();
    }

    /** Whether a text of JSON is open at the end of this, which begins within one or not. */
    private static boolean endsWithin(String literal, boolean begins) {
        boolean within = begins;
        for (int i = 0; i < literal.length(); i++) {
            char c = literal.charAt(i);
            if (c == '"') {
                within = !within;
            } else if (c == '\\' && within) {
                i++;
            }
        }
        return within;
    }

    private static boolean isReadable(String text) {
        try {
            return !STRICT.readTree(text).isMissingNode();
        } catch (JsonProcessingException none) {
            return false;
        }
    }

    private static String json(Object value) {
        try {
            return Json.mapper().writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
