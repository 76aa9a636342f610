package io.hearth.contracts.codec;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/** JSON as EdgeX's Go services read and write it: field names in any letter case, unknown fields ignored, nulls left out. */
public final class Json {
    /** How deep arrays and objects may be nested; deeper input is refused as malformed. */
    public static final int MAX_DEPTH = 200;
    /** The longest text or number of bytes in one value, above the largest event that EdgeX allows (25,000 KB). */
    public static final int MAX_TEXT = 35_000_000;

    private static final ObjectMapper MAPPER = configured(JsonMapper.builder(
            JsonFactory.builder().streamReadConstraints(constraints()).build()));

    private Json() {}

    static StreamReadConstraints constraints() {
        return StreamReadConstraints.builder()
                .maxNestingDepth(MAX_DEPTH)
                .maxStringLength(MAX_TEXT)
                .build();
    }

    static <M extends ObjectMapper, B extends com.fasterxml.jackson.databind.cfg.MapperBuilder<M, B>> M configured(
            B builder) {
        return builder.enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_PROPERTIES)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .serializationInclusion(JsonInclude.Include.NON_NULL)
                .build();
    }

    /** The mapper; shared, not to be configured. */
    public static ObjectMapper mapper() {
        return MAPPER;
    }

    /** The JSON text of an object, in UTF-8. */
    public static byte[] bytes(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads an object.
     *
     * @throws JsonProcessingException when the bytes are not JSON of this type, with line and column
     */
    public static <T> T read(byte[] bytes, Class<T> type) throws IOException {
        return MAPPER.readValue(bytes, type);
    }
}
