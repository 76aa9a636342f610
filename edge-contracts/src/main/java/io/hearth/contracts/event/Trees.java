package io.hearth.contracts.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Values of any form (tags, object values) as maps, lists and scalars, such that they can be written as JSON and read again,
 * also those that came as CBOR: numbers are finite, as Go's JSON decoder has it, and not longer than a JSON parser of ours
 * takes; names are whole text, with U+FFFD for what is none. The depth is bounded by the parser.
 */
final class Trees {
    /** A number of so many bits has at most {@link StreamReadConstraints#DEFAULT_MAX_NUM_LEN} decimal digits. */
    private static final int MOST_BITS = (int) (StreamReadConstraints.DEFAULT_MAX_NUM_LEN / Math.log10(2));

    private Trees() {}

    static Object value(JsonParser in, DeserializationContext context) throws IOException {
        return switch (in.currentToken()) {
            case VALUE_NULL -> null;
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_STRING -> in.getText();
            case VALUE_NUMBER_INT -> integer(in, context);
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
            map.put(Fields.whole(field), value(in, context));
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

    private static Number integer(JsonParser in, DeserializationContext context) throws IOException {
        Number number = in.getNumberValue();
        return number instanceof BigInteger large && large.bitLength() > MOST_BITS
                ? (Number) context.handleWeirdNumberValue(
                        Number.class,
                        large.bitLength(),
                        "the number of bits of an integer; at most " + StreamReadConstraints.DEFAULT_MAX_NUM_LEN
                                + " digits are allowed")
                : number;
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
}
