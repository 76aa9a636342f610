package io.hearth.rules.front;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hearth.contracts.codec.Json;
import io.hearth.contracts.rest.BaseResponse;
import io.hearth.contracts.rest.ErrorKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * What is answered to a request.
 *
 * @param status  HTTP's
 * @param headers those that matter: of what type it is, when to ask again
 */
public record Answer(int status, Map<String, String> headers, byte[] body) {
    private static final Map<String, String> IS_JSON = Map.of("Content-Type", "application/json;charset=UTF-8");

    boolean isOk() {
        return status == 200;
    }

    boolean isUnknown() {
        return status == ErrorKind.ENTITY_DOES_NOT_EXIST.status();
    }

    /** Whether who was asked cannot answer now. */
    boolean isUnavailable() {
        return status == ErrorKind.SERVICE_UNAVAILABLE.status();
    }

    /** The answer's document; an array of a multi-status has none. */
    ObjectNode document() {
        try {
            return (ObjectNode) Json.mapper().readTree(body);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    static Answer json(int status, Object document) {
        return new Answer(status, IS_JSON, Json.bytes(document));
    }

    /** To what is no URI (RFC 3986), though it is a request: 400. */
    public static Answer notPassedOn(IllegalArgumentException noUri) {
        return error(ErrorKind.CONTRACT_INVALID, "the request cannot be passed on: " + noUri.getMessage());
    }

    /** In EdgeX's envelope. */
    public static Answer error(ErrorKind kind, String message) {
        Answer error = json(kind.status(), BaseResponse.error("", message, kind.status()));
        return kind == ErrorKind.SERVICE_UNAVAILABLE
                ? new Answer(
                        error.status,
                        Map.of("Content-Type", IS_JSON.get("Content-Type"), "Retry-After", "1"),
                        error.body)
                : error;
    }
}
