package io.hearth.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.contracts.codec.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The messages and bodies of real EdgeX services, under {@code src/test/resources/edgex}. */
public final class Samples {
    private Samples() {}

    /** The bytes of a sample. */
    public static byte[] bytes(String name) {
        try (InputStream in = Samples.class.getResourceAsStream("/edgex/" + name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A sample decoded. */
    public static <T> T read(String name, Class<T> type) {
        try {
            return Json.read(bytes(name), type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A JSON text decoded. */
    public static <T> T json(String text, Class<T> type) {
        try {
            return Json.read(text.getBytes(StandardCharsets.UTF_8), type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What an object is on the wire, as a tree. */
    public static JsonNode wire(Object value) {
        return tree(Json.bytes(value));
    }

    /** The tree of a JSON text. */
    public static JsonNode tree(byte[] json) {
        try {
            return Json.mapper().readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
