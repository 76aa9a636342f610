package io.hearth.contracts.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hearth.contracts.Samples;
import io.hearth.contracts.codec.Json;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;

/** A valid body, changed in one place, and what is then said of it: {@code path message}, in the order of the alphabet. */
final class Complaints {
    private static final Validator VALIDATOR = Validation.byDefaultProvider()
            .configure()
            .messageInterpolator(new ParameterMessageInterpolator())
            .buildValidatorFactory()
            .getValidator();

    private final Class<?> type;
    private final ObjectNode body;

    private Complaints(Class<?> type, ObjectNode body) {
        this.type = type;
        this.body = body;
    }

    /** Of a sample, or of the first item of a sample that is a list. */
    static Complaints of(String sample, Class<?> type) {
        JsonNode tree = Samples.tree(Samples.bytes(sample));
        return new Complaints(type, (ObjectNode) (tree.isArray() ? tree.get(0) : tree));
    }

    /** Of a JSON text. */
    static Complaints ofText(String json, Class<?> type) {
        return new Complaints(type, (ObjectNode) Samples.tree(json.getBytes(StandardCharsets.UTF_8)));
    }

    /** With a field set to what a JSON text says; {@code where} is a JSON pointer. */
    Complaints with(String where, String json) {
        String name = where.substring(where.lastIndexOf('/') + 1);
        JsonNode parent = parent(where);
        if (parent instanceof ArrayNode list) {
            list.set(Integer.parseInt(name), Samples.tree(json.getBytes(StandardCharsets.UTF_8)));
        } else {
            ((ObjectNode) parent).set(name, Samples.tree(json.getBytes(StandardCharsets.UTF_8)));
        }
        return this;
    }

    /** Without a field. */
    Complaints without(String where) {
        ((ObjectNode) parent(where)).remove(where.substring(where.lastIndexOf('/') + 1));
        return this;
    }

    private JsonNode parent(String where) {
        return body.at(where.substring(0, where.lastIndexOf('/')));
    }

    /** What is said of it; nothing when it is valid. */
    List<String> list() throws IOException {
        return VALIDATOR.validate(Json.mapper().treeToValue(body, type)).stream()
                .map(violation -> violation.getPropertyPath() + " " + violation.getMessage())
                .sorted()
                .toList();
    }
}
