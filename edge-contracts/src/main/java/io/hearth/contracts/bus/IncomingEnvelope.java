package io.hearth.contracts.bus;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.hearth.contracts.codec.Cbor;
import io.hearth.contracts.codec.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** An envelope while it is read: the payload may come before the fields that say what it is. */
final class IncomingEnvelope<T> {
    private static final Readers JSON = new Readers(Json.mapper());
    private static final Readers CBOR = new Readers(Cbor.mapper());

    /** Between these an errorCode is an HTTP status (device-sdk-c); EdgeX's others say 1. */
    private static final int LEAST_STATUS = 400;

    private static final int GREATEST_STATUS = 599;

    private final Class<T> payloadType;
    private String apiVersion;
    private String correlationId;
    private String requestId;
    private String receivedTopic;
    private String contentType;
    private int errorCode;
    private Integer statusCode;
    private String outcome;
    private Map<String, String> queryParams;
    private T inline;
    private byte[] packed;
    private String text;

    IncomingEnvelope(Class<T> payloadType) {
        this.payloadType = payloadType;
    }

    /** The envelope whose object has just begun. */
    Envelope<T> read(JsonParser in) throws IOException {
        for (String field = in.nextFieldName(); field != null; field = in.nextFieldName()) {
            in.nextToken();
            if (!known(field, in) && !known(canonical(field), in)) {
                in.skipChildren();
            }
        }
        if (!in.hasToken(JsonToken.END_OBJECT)) {
            throw new MalformedEnvelope("the message ends within the envelope", null);
        }
        if (errorCode != 0) {
            boolean status = errorCode >= LEAST_STATUS && errorCode <= GREATEST_STATUS;
            statusCode = statusCode == null && status ? Integer.valueOf(errorCode) : statusCode;
            return envelope(null, errorText());
        }
        return envelope(inline != null || packed == null && text == null ? inline : unpacked(), "");
    }

    private boolean known(String field, JsonParser in) throws IOException {
        switch (field) {
            case "apiVersion" -> apiVersion = text(field, in);
            case "correlationID" -> correlationId = text(field, in);
            case "requestID" -> requestId = text(field, in);
            case "receivedTopic" -> receivedTopic = text(field, in);
            case "contentType" -> contentType = text(field, in);
            case "errorCode" -> errorCode = number(field, in);
            case "statusCode" -> statusCode = in.hasToken(JsonToken.VALUE_NULL) ? null : (Integer) number(field, in);
            case "queryParams" -> queryParams = params(in);
            // Ours: what another sender means by it is none of our business.
            case "outcome" -> outcome = word(in);
            case "payload" -> payload(in);
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Go's decoder takes the fields in any letter case. */
    private static String canonical(String field) {
        return switch (field.toLowerCase(Locale.ROOT)) {
            case "apiversion" -> "apiVersion";
            case "correlationid" -> "correlationID";
            case "requestid" -> "requestID";
            case "receivedtopic" -> "receivedTopic";
            case "contenttype" -> "contentType";
            case "errorcode" -> "errorCode";
            case "statuscode" -> "statusCode";
            case "queryparams" -> "queryParams";
            case "payload" -> "payload";
            default -> "";
        };
    }

    private void payload(JsonParser in) throws IOException {
        inline = null;
        packed = null;
        text = null;
        switch (in.currentToken()) {
            case VALUE_NULL -> inline = null;
            case VALUE_STRING -> text = in.getText();
            case VALUE_EMBEDDED_OBJECT -> packed = in.getBinaryValue();
            case null -> throw new MalformedEnvelope("the message ends before the payload", null);
            default -> inline = reader(in).readValue(in);
        }
    }

    private ObjectReader reader(JsonParser in) {
        return (in.getCodec() == Json.mapper() ? JSON : CBOR).get(payloadType);
    }

    private T unpacked() throws IOException {
        byte[] bytes = packed == null ? base64() : packed;
        if (bytes.length == 0) {
            return null;
        }
        return (Envelope.CBOR.equals(contentType) ? CBOR : JSON)
                .get(payloadType)
                .readValue(bytes);
    }

    private byte[] base64() {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException notBase64) {
            throw new MalformedEnvelope("payload is a text that is not base64", notBase64);
        }
    }

    /**
     * An error's text is sent as it is, or as base64 by senders that encode every payload; there is no telling. Device-sdk-c sends
     * an object with the text as its {@code message}, or that as base64, and says another content type than text.
     */
    private String errorText() {
        if (text != null) {
            return Envelope.TEXT.equals(contentType) ? text : packedMessage().orElse(text);
        }
        return packed != null
                ? new String(packed, StandardCharsets.UTF_8)
                : message(Json.mapper().valueToTree(inline));
    }

    private Optional<String> packedMessage() {
        try {
            JsonNode tree = (Envelope.CBOR.equals(contentType) ? Cbor.mapper() : Json.mapper()).readTree(base64());
            return tree.isObject() ? Optional.of(message(tree)) : Optional.empty();
        } catch (IOException | MalformedEnvelope plain) {
            return Optional.empty();
        }
    }

    private static String message(JsonNode error) {
        JsonNode message = error.path("message");
        return message.isTextual() ? message.textValue() : error.toString();
    }

    private static String text(String field, JsonParser in) throws IOException {
        return switch (in.currentToken()) {
            case VALUE_NULL -> null;
            case VALUE_STRING -> in.getText();
            case null, default -> throw new MalformedEnvelope(field + " should be a text", null);
        };
    }

    private static String word(JsonParser in) throws IOException {
        boolean text = in.hasToken(JsonToken.VALUE_STRING);
        in.skipChildren();
        return text ? in.getText() : null;
    }

    private static int number(String field, JsonParser in) throws IOException {
        return switch (in.currentToken()) {
            case VALUE_NULL -> 0;
            case VALUE_NUMBER_INT -> in.getIntValue();
            case null, default -> throw new MalformedEnvelope(field + " should be a whole number", null);
        };
    }

    private static Map<String, String> params(JsonParser in) throws IOException {
        if (in.hasToken(JsonToken.VALUE_NULL)) {
            return Map.of();
        }
        if (!in.isExpectedStartObjectToken()) {
            throw new MalformedEnvelope("queryParams should be an object of texts", null);
        }
        Map<String, String> params = new HashMap<>();
        for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
            in.nextToken();
            String value = text("queryParams", in);
            params.put(name, value == null ? "" : value);
        }
        return params;
    }

    private Envelope<T> envelope(T payload, String errorMessage) {
        return new Envelope<>(
                apiVersion,
                receivedTopic,
                correlationId,
                requestId,
                errorCode,
                payload,
                errorMessage,
                contentType,
                queryParams,
                statusCode,
                outcome);
    }

    /** A reader per payload type, so that finding the type's decoder is not done again for each message. */
    private static final class Readers extends ClassValue<ObjectReader> {
        private final ObjectMapper mapper;

        Readers(ObjectMapper mapper) {
            this.mapper = mapper;
        }

        @Override
        protected ObjectReader computeValue(Class<?> type) {
            return mapper.readerFor(type);
        }
    }
}
