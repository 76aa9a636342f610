package io.hearth.contracts.event;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import io.hearth.contracts.value.ValueType;
import java.io.IOException;
import java.util.Map;
import java.util.StringJoiner;

/** A reading on the wire: one flat object, whose kind shows by its value type and by which value field is there. */
final class ReadingJson {
    private ReadingJson() {}

    static final class Writer extends JsonSerializer<Reading> {
        @Override
        public void serialize(Reading reading, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeStartObject();
            Fields.text(out, "id", reading.id());
            if (reading.origin() != 0) {
                out.writeNumberField("origin", reading.origin());
            }
            Fields.text(out, "deviceName", reading.deviceName());
            Fields.text(out, "resourceName", reading.resourceName());
            Fields.text(out, "profileName", reading.profileName());
            out.writeStringField("valueType", reading.valueType());
            Fields.text(out, "units", reading.units());
            Fields.map(out, "tags", reading.tags());
            switch (reading.value()) {
                case ReadingValue.Simple simple -> out.writeStringField("value", simple.text());
                case ReadingValue.Binary binary -> {
                    out.writeBinaryField("binaryValue", binary.bytes());
                    out.writeStringField("mediaType", binary.mediaType());
                }
                case ReadingValue.ObjectValue object -> out.writeObjectField("objectValue", object.value());
                case ReadingValue.NullValue nothing -> out.writeNullField(nullField(reading));
            }
            out.writeEndObject();
        }

        private static String nullField(Reading reading) {
            ValueType type = reading.type().orElse(ValueType.STRING);
            return switch (type) {
                case BINARY -> "binaryValue";
                case OBJECT, OBJECT_ARRAY -> "objectValue";
                default -> "value";
            };
        }
    }

    static final class Reader extends JsonDeserializer<Reading> {
        @Override
        public Reading deserialize(JsonParser in, DeserializationContext context) throws IOException {
            if (!in.isExpectedStartObjectToken()) {
                return (Reading) context.handleUnexpectedToken(Reading.class, in);
            }
            String id = null;
            long origin = 0;
            String deviceName = null;
            String resourceName = null;
            String profileName = null;
            String valueType = null;
            String units = null;
            Map<String, Object> tags = null;
            String text = null;
            byte[] bytes = null;
            String mediaType = null;
            Object object = null;
            String field = in.nextFieldName();
            try {
                for (; field != null; field = in.nextFieldName()) {
                    in.nextToken();
                    switch (field) {
                        case "id" -> id = Fields.text(in, context);
                        case "origin" -> {
                            origin = Fields.number(in, context);
                            Emptied.note(field, origin == 0, in, context);
                        }
                        case "deviceName" -> deviceName = name(field, in, context);
                        case "resourceName" -> resourceName = name(field, in, context);
                        case "profileName" -> profileName = name(field, in, context);
                        case "valueType" -> valueType = Fields.text(in, context);
                        case "units" -> units = Fields.text(in, context);
                        case "tags" -> tags = Fields.map(in, context);
                        case "value" -> text = value(in, context);
                        case "binaryValue" -> bytes = binary(in, context);
                        case "mediaType" -> mediaType = Fields.text(in, context);
                        case "objectValue" -> object = Trees.value(in, context);
                        default -> in.skipChildren();
                    }
                }
            } catch (JsonMappingException wrong) {
                wrong.prependPath(Reading.class, field);
                throw wrong;
            }
            Fields.end(in, context, Reading.class);
            ReadingValue value = form(valueType, text, bytes, mediaType, object);
            return new Reading(id, origin, deviceName, resourceName, profileName, valueType, units, tags, value);
        }

        private static String name(String field, JsonParser in, DeserializationContext context) throws IOException {
            String name = Fields.text(in, context);
            Emptied.note(field, name != null && name.isEmpty(), in, context);
            return name;
        }

        private static ReadingValue form(String valueType, String text, byte[] bytes, String mediaType, Object object) {
            ValueType type = ValueType.of(valueType).orElse(ValueType.STRING);
            return switch (type) {
                case BINARY ->
                    bytes == null
                            ? new ReadingValue.NullValue()
                            : new ReadingValue.Binary(bytes, mediaType == null ? "" : mediaType);
                case OBJECT, OBJECT_ARRAY ->
                    object == null ? new ReadingValue.NullValue() : new ReadingValue.ObjectValue(object);
                default -> text == null ? new ReadingValue.NullValue() : new ReadingValue.Simple(text);
            };
        }

        /**
         * A value's text; a JSON number or boolean stands for its text, and an array of scalars for the text of the array:
         * the digits are kept.
         */
        private static String value(JsonParser in, DeserializationContext context) throws IOException {
            return switch (in.currentToken()) {
                case VALUE_NULL -> null;
                case VALUE_STRING -> in.getText();
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE -> in.getText();
                case START_ARRAY -> array(in, context);
                case null, default -> (String) context.handleUnexpectedToken(String.class, in);
            };
        }

        private static String array(JsonParser in, DeserializationContext context) throws IOException {
            StringJoiner items = new StringJoiner(", ", "[", "]");
            while (in.nextToken() != JsonToken.END_ARRAY) {
                items.add(
                        switch (in.currentToken()) {
                            case VALUE_STRING -> quoted(in.getText());
                            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE -> in.getText();
                            case null, default -> (String) context.handleUnexpectedToken(String.class, in);
                        });
            }
            return items.toString();
        }

        private static String quoted(String text) {
            return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
        }

        private static byte[] binary(JsonParser in, DeserializationContext context) throws IOException {
            return switch (in.currentToken()) {
                case VALUE_NULL -> null;
                case VALUE_STRING, VALUE_EMBEDDED_OBJECT -> in.getBinaryValue();
                case null, default -> (byte[]) context.handleUnexpectedToken(byte[].class, in);
            };
        }
    }
}
