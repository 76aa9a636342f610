package io.hearth.contracts.codec;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.core.util.RecyclerPool;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.MapperBuilder;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * JSON as EdgeX's Go services read and write it: field names in any letter case (of two the last), unknown fields ignored,
 * nulls left out; a text is no number and a number no text, 1.5 no whole number, 1e400 no number.
 */
public final class Json {
    /** How deep arrays and objects may be nested; deeper input is refused as malformed. */
    public static final int MAX_DEPTH = 200;
    /** The longest text or number of bytes in one value, above the largest event that EdgeX allows (25,000 KB). */
    public static final int MAX_TEXT = 35_000_000;

    /** A virtual thread's own would be thrown away with it, after one message: some 20 kB of garbage for each. */
    static final RecyclerPool<BufferRecycler> BUFFERS = JsonRecyclerPools.newBoundedPool(256);

    private static final ObjectMapper MAPPER = strict(JsonMapper.builder(JsonFactory.builder()
            .streamReadConstraints(constraints())
            .recyclerPool(BUFFERS)
            .build()));

    private Json() {}

    static StreamReadConstraints constraints() {
        return StreamReadConstraints.builder()
                .maxNestingDepth(MAX_DEPTH)
                .maxStringLength(MAX_TEXT)
                .build();
    }

    /** Types as Go's decoders hold them apart. */
    static <M extends ObjectMapper, B extends MapperBuilder<M, B>> M strict(B builder) {
        return configured(builder.disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .withCoercionConfig(
                        LogicalType.Textual, text -> text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail)));
    }

    static <M extends ObjectMapper, B extends MapperBuilder<M, B>> M configured(B builder) {
        return builder.enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_PROPERTIES)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
                .addModule(FiniteNumbers.module())
                .addModule(LastOfEqualNames.module())
                .build();
    }

    /** The mapper; shared, not to be configured. */
    public static ObjectMapper mapper() {
        return MAPPER;
    }

    /** The JSON text of an object, in UTF-8; surrogate pairs, whole or half, are written as escapes. */
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
