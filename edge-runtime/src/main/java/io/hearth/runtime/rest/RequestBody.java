package io.hearth.runtime.rest;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import io.hearth.contracts.codec.Json;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.runtime.validate.Validate;
import jakarta.inject.Singleton;
import java.io.IOException;
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

    /** The items of a list body; empty for {@code null}, {@code []} and an empty body. */
    public <R> List<R> list(byte[] body, Class<R> type) {
        if (body == null || body.length == 0) {
            return List.of();
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

    private static <T> T decode(ObjectReader reader, byte[] body) {
        try {
            return reader.readValue(body);
        } catch (JsonProcessingException malformed) {
            throw new EdgexException(ErrorKind.CONTRACT_INVALID, reason(malformed));
        } catch (IOException impossible) {
            throw new EdgexException(ErrorKind.CONTRACT_INVALID, "the request body cannot be read");
        }
    }

    /** What is wrong with a JSON text and where, without the text itself and without class names. */
    static String reason(JsonProcessingException malformed) {
        String what = malformed.getOriginalMessage();
        JsonLocation where = malformed.getLocation();
        return where == null
                ? what
                : what + " (line " + where.getLineNr() + ", column " + where.getColumnNr() + ")";
    }
}
