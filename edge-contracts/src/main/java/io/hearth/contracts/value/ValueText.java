package io.hearth.contracts.value;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.math.BigInteger;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/** Texts of values: what is one, and how it is kept. */
final class ValueText {
    private static final JsonFactory JSON = new JsonFactory();
    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]{1,40}");
    private static final Pattern DECIMAL = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");
    private static final int LONGEST_NUMBER = 400;

    private ValueText() {}

    static String canonical(ValueType type, String text) {
        return switch (type) {
            case STRING -> text;
            case BOOL -> bool(text);
            case UINT8, UINT16, UINT32, UINT64, INT8, INT16, INT32, INT64 -> whole(type, text.strip());
            case FLOAT32, FLOAT64 -> decimal(type, text.strip());
            case STRING_ARRAY -> strings(text);
            case BOOL_ARRAY, UINT8_ARRAY, UINT16_ARRAY, UINT32_ARRAY, UINT64_ARRAY -> numbers(type, text.strip());
            case INT8_ARRAY, INT16_ARRAY, INT32_ARRAY, INT64_ARRAY -> numbers(type, text.strip());
            case FLOAT32_ARRAY, FLOAT64_ARRAY -> numbers(type, text.strip());
            case BINARY, OBJECT, OBJECT_ARRAY ->
                throw new InvalidValue(text, "a " + type.wireName() + ", which has no text form");
        };
    }

    private static String bool(String text) {
        String stripped = text.strip();
        if (stripped.equalsIgnoreCase("true") || stripped.equals("1")) {
            return "true";
        }
        if (stripped.equalsIgnoreCase("false") || stripped.equals("0")) {
            return "false";
        }
        throw new InvalidValue(text, "a Bool (true or false)");
    }

    private static String whole(ValueType type, String text) {
        int bits = bits(type);
        BigInteger least = type.isUnsigned()
                ? BigInteger.ZERO
                : BigInteger.TWO.pow(bits - 1).negate();
        BigInteger most =
                BigInteger.TWO.pow(type.isUnsigned() ? bits : bits - 1).subtract(BigInteger.ONE);
        if (WHOLE.matcher(text).matches()) {
            BigInteger number = new BigInteger(text.startsWith("+") ? text.substring(1) : text);
            if (number.compareTo(least) >= 0 && number.compareTo(most) <= 0) {
                return number.toString();
            }
        }
        throw new InvalidValue(text, "a whole number from " + least + " to " + most + " (" + type.wireName() + ")");
    }

    private static int bits(ValueType type) {
        String name = type.wireName();
        return Integer.parseInt(name.substring(name.indexOf('t') + 1));
    }

    private static String decimal(ValueType type, String text) {
        if (text.length() <= LONGEST_NUMBER && DECIMAL.matcher(text).matches()) {
            boolean finite = type == ValueType.FLOAT32
                    ? Float.isFinite(Float.parseFloat(text))
                    : Double.isFinite(Double.parseDouble(text));
            if (finite) {
                return text;
            }
        }
        throw new InvalidValue(text, "a number within the range of " + type.wireName());
    }

    private static String numbers(ValueType type, String text) {
        ValueType element = type.element().orElseThrow();
        if (!text.startsWith("[") || !text.endsWith("]")) {
            throw new InvalidValue(text, "a " + type.wireName() + " such as [1, 2, 3]");
        }
        String inside = text.substring(1, text.length() - 1).strip();
        StringJoiner joined = new StringJoiner(", ", "[", "]");
        if (!inside.isEmpty()) {
            for (String item : inside.split(",", -1)) {
                joined.add(canonical(element, item.strip()));
            }
        }
        return joined.toString();
    }

    private static String strings(String text) {
        StringJoiner joined = new StringJoiner(", ", "[", "]");
        try (JsonParser parser = JSON.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw new InvalidValue(text, "a StringArray (a JSON array of texts)");
            }
            while (parser.nextToken() == JsonToken.VALUE_STRING) {
                joined.add('"' + new String(JsonStringEncoder.getInstance().quoteAsString(parser.getText())) + '"');
            }
            if (parser.currentToken() != JsonToken.END_ARRAY || parser.nextToken() != null) {
                throw new InvalidValue(text, "a StringArray (a JSON array of texts)");
            }
            return joined.toString();
        } catch (IOException malformed) {
            throw new InvalidValue(text, "a StringArray (a JSON array of texts)");
        }
    }
}
