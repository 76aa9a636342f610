package io.hearth.rules.document;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import io.hearth.contracts.codec.Json;
import java.io.IOException;
import java.util.Optional;

/** Parses JSON so that nothing is lost or guessed: exact decimals, no field twice, nothing behind the end. */
public final class DocumentText {
    private static final ObjectReader READER = Json.mapper()
            .readerFor(JsonNode.class)
            .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .with(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);

    private DocumentText() {}

    /**
     * The tree of a JSON text; a missing node for an empty one.
     *
     * @throws InvalidRule when it is not JSON, with where
     */
    public static JsonNode parse(byte[] json) {
        try {
            return READER.readTree(json);
        } catch (JsonProcessingException malformed) {
            throw new InvalidRule("not JSON: " + malformed.getOriginalMessage() + place(malformed));
        } catch (NumberFormatException beyond) {
            throw new InvalidRule("not understood: " + Fields.shown(beyond.getMessage()));
        } catch (IOException impossible) {
            throw new InvalidRule("the body cannot be read");
        }
    }

    /** What is nested too deep has none. */
    private static String place(JsonProcessingException malformed) {
        return Optional.ofNullable(malformed.getLocation())
                .map(at -> " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")")
                .orElse("");
    }
}
