package io.hearth.coredata.reading;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.contracts.codec.Json;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.runtime.rest.RequestBody;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.TreeSet;

/** The body that one GET of EdgeX takes: which resources, {@code {"resourceNames":[...]}}. */
final class ResourceNames {
    private static final String FIELD = "resourceNames";

    private ResourceNames() {}

    /**
     * The names in the body; none, which means all, when there is no body, no such field or an empty list. As in EdgeX, items
     * that are no texts are passed over; 400 when the body is no object, or the field no list.
     */
    static Set<String> in(byte[] body) {
        if (body == null || body.length == 0) {
            return Set.of();
        }
        JsonNode criteria = parse(body);
        if (criteria.isNull()) {
            return Set.of();
        }
        if (!criteria.isObject()) {
            throw new EdgexException(ErrorKind.CONTRACT_INVALID, "the body should be an object with " + FIELD);
        }
        JsonNode names = criteria.path(FIELD);
        if (names.isMissingNode()) {
            return Set.of();
        }
        if (!names.isArray()) {
            throw new EdgexException(
                    ErrorKind.CONTRACT_INVALID, "field " + FIELD + " is " + names + ", allowed is a list of names");
        }
        Set<String> wanted = new TreeSet<>();
        names.forEach(name -> {
            if (name.isTextual()) {
                wanted.add(name.textValue());
            }
        });
        return wanted;
    }

    private static JsonNode parse(byte[] body) {
        try {
            return Json.mapper()
                    .readerFor(JsonNode.class)
                    .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .readValue(body);
        } catch (JsonProcessingException malformed) {
            throw new EdgexException(ErrorKind.CONTRACT_INVALID, RequestBody.reason(malformed));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
