package io.hearth.contracts.codec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/** CBOR with the same field rules as {@link Json}; byte strings stay bytes, half a surrogate pair is written as U+FFFD. */
public final class Cbor {
    private static final ObjectMapper MAPPER = Json.strict(CBORMapper.builder(CBORFactory.builder()
            .enable(CBORGenerator.Feature.LENIENT_UTF_ENCODING)
            .streamReadConstraints(Json.constraints())
            .recyclerPool(Json.BUFFERS)
            .build()));

    private Cbor() {}

    /** The mapper; shared, not to be configured. */
    public static ObjectMapper mapper() {
        return MAPPER;
    }

    /** The CBOR bytes of an object. */
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
     * @throws JsonProcessingException when the bytes are not CBOR of this type
     */
    public static <T> T read(byte[] bytes, Class<T> type) throws IOException {
        return MAPPER.readValue(bytes, type);
    }
}
