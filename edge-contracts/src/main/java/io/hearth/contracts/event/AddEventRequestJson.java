package io.hearth.contracts.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import java.io.IOException;

/** The request around an event, in one pass with it; its own field names are taken in any letter case. */
final class AddEventRequestJson {
    private AddEventRequestJson() {}

    static final class Reader extends JsonDeserializer<AddEventRequest> {
        private final EventJson.Reader events = new EventJson.Reader();

        @Override
        public AddEventRequest deserialize(JsonParser in, DeserializationContext context) throws IOException {
            if (!in.isExpectedStartObjectToken()) {
                return (AddEventRequest) context.handleUnexpectedToken(AddEventRequest.class, in);
            }
            String apiVersion = null;
            String requestId = null;
            Event event = null;
            String field = in.nextFieldName();
            try {
                for (; field != null; field = in.nextFieldName()) {
                    in.nextToken();
                    if (field.equalsIgnoreCase("event")) {
                        event = in.hasToken(JsonToken.VALUE_NULL) ? null : events.deserialize(in, context);
                    } else if (field.equalsIgnoreCase("apiVersion")) {
                        apiVersion = Fields.text(in, context);
                    } else if (field.equalsIgnoreCase("requestId")) {
                        requestId = Fields.text(in, context);
                    } else {
                        in.skipChildren();
                    }
                }
            } catch (JsonMappingException wrong) {
                wrong.prependPath(AddEventRequest.class, field);
                throw wrong;
            }
            Fields.end(in, context, AddEventRequest.class);
            Emptied.refuse(event, in, context);
            return new AddEventRequest(apiVersion, requestId, event);
        }
    }
}
