package io.hearth.contracts.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;

/**
 * Refuses numbers beyond the range of Float64 (1e400), as Go's JSON decoder does; else they would be infinite, and written as
 * the text {@code "Infinity"}. Trees of nodes and event payloads do not come by here.
 */
final class FiniteNumbers {
    private FiniteNumbers() {}

    static SimpleModule module() {
        return new SimpleModule("finite-numbers")
                .addDeserializer(Double.class, new Doubles(Double.class))
                .addDeserializer(double.class, new Doubles(double.class))
                .addDeserializer(Number.class, new Numbers());
    }

    private static double finite(double number, DeserializationContext context) throws IOException {
        if (Double.isFinite(number)) {
            return number;
        }
        return (Double) context.handleWeirdNumberValue(Double.class, number, "beyond the range of Float64");
    }

    private static final class Doubles extends StdScalarDeserializer<Double> {
        private final boolean primitive;

        Doubles(Class<?> type) {
            super(type);
            primitive = type.isPrimitive();
        }

        @Override
        public Double deserialize(JsonParser in, DeserializationContext context) throws IOException {
            return isNothing(in, context)
                    ? getNullValue(context)
                    : Double.valueOf(finite(_parseDoublePrimitive(in, context), context));
        }

        /** Where texts may be numbers, as in YAML, an empty one is none. */
        private static boolean isNothing(JsonParser in, DeserializationContext context) throws IOException {
            return in.hasToken(JsonToken.VALUE_STRING)
                    && context.isEnabled(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                    && in.getText().isBlank();
        }

        @Override
        public Double getNullValue(DeserializationContext context) {
            return primitive ? 0.0 : null;
        }
    }

    /** Numbers whose type is not said: in maps and lists. */
    private static final class Numbers extends JsonDeserializer<Number> {
        @Override
        public Number deserialize(JsonParser in, DeserializationContext context) throws IOException {
            if (in.hasToken(JsonToken.VALUE_NUMBER_INT)) {
                return in.getNumberValue();
            }
            if (!in.hasToken(JsonToken.VALUE_NUMBER_FLOAT)) {
                return (Number) context.handleUnexpectedToken(Number.class, in);
            }
            return context.isEnabled(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    ? in.getDecimalValue()
                    : (Number) finite(in.getDoubleValue(), context);
        }
    }
}
