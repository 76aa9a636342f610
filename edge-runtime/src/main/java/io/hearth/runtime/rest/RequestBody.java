package io.hearth.runtime.rest;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.hearth.contracts.codec.Json;
import io.hearth.contracts.codec.Yaml;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.runtime.validate.Validate;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * Request bodies, decoded and validated as a whole before anything is applied: one bad item of a list is a 400 for the
 * list (EdgeX API, multi-status rule). {@code null} and {@code []} are lists of nothing.
 */
@Singleton
public class RequestBody {
    private final Validate validate;

    RequestBody(Validate validate) {
        this.validate = validate;
    }

    /** The items of a list body; empty for {@code null} and {@code []}. */
    public <R> List<R> list(byte[] body, Class<R> type) {
        if (body == null || body.length == 0) {
            throw new EdgexException(ErrorKind.CONTRACT_INVALID, "the request has no body");
        }
        ObjectReader reader = Json.mapper().readerForListOf(type).with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        List<R> items = decode(reader, body);
        if (items == null) {
            return List.of();
        }
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i) == null) {
                throw new EdgexException(ErrorKind.CONTRACT_INVALID, "item " + i + " of the list is null");
            }
            validate.valid(items.get(i));
        }
        return items;
    }

    /** The one object of the body. */
    public <R> R one(byte[] body, Class<R> type) {
        ObjectReader reader = Json.mapper().readerFor(type).with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        R item = body == null || body.length == 0 ? null : decode(reader, body);
        if (item == null) {
            throw new EdgexException(ErrorKind.CONTRACT_INVALID, "the request has no body");
        }
        return validate.valid(item);
    }

    /** The one object of a YAML text, such as an uploaded file. */
    public <R> R yaml(byte[] text, Class<R> type) {
        R item = decode(Yaml.mapper().readerFor(type), text);
        if (item == null) {
            throw new EdgexException(ErrorKind.CONTRACT_INVALID, "the YAML text is empty");
        }
        return validate.valid(item);
    }

    private static <T> T decode(ObjectReader reader, byte[] body) {
        try {
            return reader.readValue(body);
        } catch (JsonProcessingException malformed) {
            throw new EdgexException(ErrorKind.CONTRACT_INVALID, reason(malformed));
        } catch (IOException impossible) {
            throw new EdgexException(ErrorKind.CONTRACT_INVALID, "the request body cannot be read");
        }
    }

    /** What is wrong with a JSON text and where; the field, the value and what is allowed, and no class names of ours. */
    public static String reason(JsonProcessingException malformed) {
        JsonLocation where = malformed.getLocation();
        String at = where == null ? "" : " (line " + where.getLineNr() + ", column " + where.getColumnNr() + ")";
        return switch (malformed) {
            case InvalidFormatException wrong ->
                "field " + path(wrong) + ": '" + wrong.getValue() + "' is not " + allowed(wrong.getTargetType()) + at;
            case MismatchedInputException wrong ->
                "field " + path(wrong) + " should be " + allowed(wrong.getTargetType()) + at;
            case JsonMappingException wrong -> "field " + path(wrong) + " cannot be read" + at;
            default -> malformed.getOriginalMessage() + at;
        };
    }

    private static String path(JsonMappingException wrong) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : wrong.getPath()) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return path.isEmpty() ? "(the body)" : path.toString();
    }

    private static String allowed(Class<?> type) {
        if (type == null) {
            return "of another type";
        }
        if (type.isEnum()) {
            return "one of " + Arrays.toString(type.getEnumConstants());
        }
        if (Collection.class.isAssignableFrom(type) || type.isArray()) {
            return "a list";
        }
        if (type == String.class) {
            return "a text";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        return type.isPrimitive() || Number.class.isAssignableFrom(type) ? "a number" : "an object";
    }
}
