package io.hearth.contracts.event;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An event on the wire, field names in exactly this letter case. */
final class EventJson {
    private EventJson() {}

    static final class Writer extends JsonSerializer<Event> {
        private final ReadingJson.Writer readings = new ReadingJson.Writer();

        @Override
        public void serialize(Event event, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeStartObject();
            out.writeStringField("apiVersion", event.apiVersion());
            out.writeStringField("id", event.id());
            out.writeStringField("deviceName", event.deviceName());
            Fields.text(out, "profileName", event.profileName());
            Fields.text(out, "sourceName", event.sourceName());
            out.writeNumberField("origin", event.origin());
            out.writeArrayFieldStart("readings");
            for (Reading reading : event.readings()) {
                readings.serialize(reading, out, provider);
            }
            out.writeEndArray();
            Fields.map(out, "tags", event.tags());
            out.writeEndObject();
        }
    }

    static final class Reader extends JsonDeserializer<Event> {
        private final ReadingJson.Reader readings = new ReadingJson.Reader();

        @Override
        public Event deserialize(JsonParser in, DeserializationContext context) throws IOException {
            if (!in.isExpectedStartObjectToken()) {
                return (Event) context.handleUnexpectedToken(Event.class, in);
            }
            String apiVersion = null;
            String id = null;
            String deviceName = null;
            String profileName = null;
            String sourceName = null;
            long origin = 0;
            List<Reading> list = null;
            Map<String, Object> tags = null;
            String field = in.nextFieldName();
            try {
                for (; field != null; field = in.nextFieldName()) {
                    in.nextToken();
                    switch (field) {
                        case "apiVersion" -> apiVersion = Fields.text(in, context);
                        case "id" -> id = Fields.text(in, context);
                        case "deviceName" -> deviceName = Fields.name(in, context);
                        case "profileName" -> profileName = Fields.name(in, context);
                        case "sourceName" -> sourceName = Fields.name(in, context);
                        case "origin" -> origin = Fields.number(in, context);
                        case "readings" -> list = readings(in, context);
                        case "tags" -> tags = Fields.map(in, context);
                        default -> in.skipChildren();
                    }
                }
            } catch (JsonMappingException wrong) {
                wrong.prependPath(Event.class, field);
                throw wrong;
            }
            Fields.end(in, context, Event.class);
            return new Event(apiVersion, id, deviceName, profileName, sourceName, origin, list, tags);
        }

        private List<Reading> readings(JsonParser in, DeserializationContext context) throws IOException {
            if (in.hasToken(JsonToken.VALUE_NULL)) {
                return null;
            }
            if (!in.isExpectedStartArrayToken()) {
                context.handleUnexpectedToken(List.class, in);
            }
            List<Reading> list = new ArrayList<>(4);
            try {
                while (in.nextToken() != JsonToken.END_ARRAY) {
                    list.add(readings.deserialize(in, context));
                }
            } catch (JsonMappingException wrong) {
                wrong.prependPath(list, list.size());
                throw wrong;
            }
            return list;
        }
    }
}
