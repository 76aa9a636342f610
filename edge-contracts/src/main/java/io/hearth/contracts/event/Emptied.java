package io.hearth.contracts.event;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import java.io.IOException;

/**
 * Fields of readings that were written and say nothing: {@code ""} or 0. To leave such a field out is EdgeX's optimized payload
 * and filled in from the event; to write it empty is a mistake that EdgeX's core-data refuses.
 */
final class Emptied {
    private static final String PROFILE_NAME = "profileName";

    private Emptied() {}

    /** Remembers the field for {@link #refuse}. */
    static void note(String field, boolean saysNothing, JsonParser in, DeserializationContext context) {
        if (saysNothing && !in.hasToken(JsonToken.VALUE_NULL)) {
            context.setAttribute(key(field), field);
        }
    }

    /** Refuses what was noted; a reading of a device without a profile (EdgeX 4.1) has no profile's name either. */
    static void refuse(Event event, JsonParser in, DeserializationContext context) throws IOException {
        Object field = context.getAttribute(key("a name or the origin"));
        if (field == null && event != null && !event.profileName().isEmpty()) {
            field = context.getAttribute(key(PROFILE_NAME));
        }
        if (field != null) {
            throw new JsonParseException(
                    in,
                    "field " + field + " of a reading is "
                            + ("origin".equals(field) ? "0" : "''")
                            + ", allowed is a value, or to leave the field out where the event's holds");
        }
    }

    private static Object key(String field) {
        return PROFILE_NAME.equals(field) ? PROFILE_NAME : Emptied.class;
    }
}
