package io.hearth.contracts.codec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import org.yaml.snakeyaml.LoaderOptions;

/**
 * YAML, as EdgeX's profile and device files are written, with the same field rules as {@link Json}; a text may be written as a
 * number ({@code assertion: 1}) or a word such as {@code on}, and a field without a value is null, as Go's YAML has it.
 */
public final class Yaml {
    private static final ObjectMapper MAPPER = Json.configured(YAMLMapper.builder(YAMLFactory.builder()
                    .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
                    .streamReadConstraints(Json.constraints())
                    .loaderOptions(asLongAsJson())
                    .build())
            .withCoercionConfigDefaults(
                    nothing -> nothing.setCoercion(CoercionInputShape.EmptyString, CoercionAction.AsNull)));

    private Yaml() {}

    private static LoaderOptions asLongAsJson() {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(Json.MAX_TEXT);
        return options;
    }

    /** The mapper; shared, not to be configured. */
    public static ObjectMapper mapper() {
        return MAPPER;
    }

    /**
     * Reads an object.
     *
     * @throws JsonProcessingException when the bytes are not YAML of this type, with line and column
     */
    public static <T> T read(byte[] bytes, Class<T> type) throws IOException {
        return MAPPER.readValue(bytes, type);
    }
}
