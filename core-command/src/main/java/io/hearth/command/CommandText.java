package io.hearth.command;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import io.hearth.contracts.codec.Json;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** How the parts of a command are written, over REST and on the bus alike. */
public final class CommandText {
    private static final List<String> SWITCHES = List.of("ds-pushevent", "ds-returnevent");

    /** Numbers stay as they were written: 23.50 is not 23.5 to every device. */
    private static final ObjectReader EXACT = Json.mapper()
            .readerFor(JsonNode.class)
            .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);

    private CommandText() {}

    /** Refuses (400) {@code ds-pushevent} and {@code ds-returnevent} that are not literally true or false. */
    public static void checkSwitches(Map<String, String> query) {
        for (String name : SWITCHES) {
            String value = query.get(name);
            if (value != null && !value.equals("true") && !value.equals("false")) {
                throw new EdgexException(
                        ErrorKind.CONTRACT_INVALID,
                        "query parameter " + name + " is '" + value + "', allowed is true or false");
            }
        }
    }

    /** The JSON that a payload holds, bytes as bytes; a null node when there is no payload. */
    public static JsonNode exact(TokenBuffer payload) {
        if (payload == null) {
            return NullNode.getInstance();
        }
        try (JsonParser tokens = payload.asParser()) {
            return EXACT.readTree(tokens);
        } catch (IOException | NumberFormatException unreadable) {
            throw new EdgexException(
                    ErrorKind.CONTRACT_INVALID,
                    "the payload has a value that cannot be read, such as a number too large");
        }
    }

    /** The JSON of a body; a missing node when there is none. */
    public static JsonNode readPayload(byte[] body) throws IOException {
        return EXACT.readTree(body == null ? new byte[0] : body);
    }
}
