package io.hearth.device.command;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import io.hearth.contracts.codec.Json;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import java.io.IOException;
import java.io.UncheckedIOException;

/** JSON of commands, with numbers as they were written: 23.50 is not 23.5 to every device. */
final class ExactJson {
    private static final ObjectReader EXACT = Json.mapper()
            .readerFor(JsonNode.class)
            .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);

    private ExactJson() {}

    /** The JSON object of a request body; 400 for anything else. */
    static JsonNode object(byte[] body) {
        try {
            JsonNode json = body == null ? MissingNode.getInstance() : EXACT.readTree(body);
            if (json.isObject()) {
                return json;
            }
        } catch (IOException | NumberFormatException malformed) {
            throw notAnObject();
        }
        throw notAnObject();
    }

    /** The JSON object of an envelope's payload; 400 for anything else. */
    static JsonNode object(TokenBuffer payload) {
        if (payload == null) {
            throw notAnObject();
        }
        try (JsonParser tokens = payload.asParser()) {
            JsonNode json = EXACT.readTree(tokens);
            if (json != null && json.isObject()) {
                return json;
            }
        } catch (IOException | NumberFormatException malformed) {
            throw notAnObject();
        }
        throw notAnObject();
    }

    /** The value of bytes that we wrote ourselves. */
    static JsonNode value(byte[] json) {
        try {
            return EXACT.readTree(json);
        } catch (IOException notOurs) {
            throw new UncheckedIOException(notOurs);
        }
    }

    /** A JSON text; 400 when it is none. */
    static JsonNode tree(String text) {
        try {
            return EXACT.readTree(text);
        } catch (IOException | NumberFormatException malformed) {
            throw new EdgexException(ErrorKind.CONTRACT_INVALID, "'" + text + "' is not JSON");
        }
    }

    private static EdgexException notAnObject() {
        return new EdgexException(
                ErrorKind.CONTRACT_INVALID, "a set command's body must be a JSON object of resource names and values");
    }
}
