package io.hearth.contracts.bus;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hearth.contracts.codec.Cbor;
import io.hearth.contracts.codec.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/**
 * Envelopes to bytes and back. All four forms that EdgeX services send are read: the payload in line, as base64 of JSON, as
 * base64 of CBOR, and the whole envelope in CBOR (EdgeX message bus, payload form). One pass, no tree in between.
 */
public final class EnvelopeCodec {
    private EnvelopeCodec() {}

    /**
     * Reads an envelope.
     *
     * @param payloadType what the payload is decoded to; {@code Object.class} gives maps, lists and scalars
     * @throws MalformedEnvelope when the bytes are no envelope, or the payload is not of the type
     */
    public static <T> Envelope<T> decode(byte[] bytes, Class<T> payloadType) {
        try (JsonParser in = mapperFor(bytes).createParser(bytes)) {
            if (in.nextToken() == null || !in.isExpectedStartObjectToken()) {
                throw new MalformedEnvelope("a message envelope is an object", null);
            }
            return new Incoming<>(payloadType).read(in);
        } catch (JsonProcessingException malformed) {
            throw new MalformedEnvelope(malformed.getOriginalMessage(), malformed);
        } catch (IOException | IllegalArgumentException malformed) {
            throw new MalformedEnvelope(malformed.getMessage(), malformed);
        }
    }

    private static ObjectMapper mapperFor(byte[] bytes) {
        for (byte b : bytes) {
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                return b == '{' ? Json.mapper() : cborOrJson(b);
            }
        }
        return Json.mapper();
    }

    private static ObjectMapper cborOrJson(byte first) {
        // A CBOR map begins with a byte of 0xa0 to 0xbf, possibly after the self-description tag 0xd9d9f7.
        int b = first & 0xff;
        return b >= 0xa0 && b <= 0xbf || b == 0xd9 ? Cbor.mapper() : Json.mapper();
    }

    /**
     * Writes an envelope as EdgeX 4 does: JSON, with the payload in line, or as base64 of CBOR when the content type says CBOR.
     */
    public static byte[] encode(Envelope<?> envelope) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator out = Json.mapper().createGenerator(bytes)) {
            out.writeStartObject();
            out.writeStringField("apiVersion", envelope.apiVersion());
            out.writeStringField("receivedTopic", "");
            out.writeStringField("correlationID", envelope.correlationId());
            out.writeStringField("requestID", envelope.requestId());
            out.writeNumberField("errorCode", envelope.errorCode());
            out.writeFieldName("payload");
            writePayload(out, envelope);
            out.writeStringField("contentType", envelope.contentType());
            if (!envelope.queryParams().isEmpty()) {
                out.writeObjectField("queryParams", envelope.queryParams());
            }
            if (envelope.statusCode() != null) {
                out.writeNumberField("statusCode", envelope.statusCode());
            }
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void writePayload(JsonGenerator out, Envelope<?> envelope) throws IOException {
        if (envelope.isError()) {
            out.writeString(envelope.errorMessage());
        } else if (envelope.payload() == null) {
            out.writeNull();
        } else if (envelope.contentType().equals(Envelope.CBOR)) {
            out.writeString(Base64.getEncoder().encodeToString(Cbor.bytes(envelope.payload())));
        } else {
            out.writeObject(envelope.payload());
        }
    }

    /** An envelope while it is read: the payload may come before the fields that say what it is. */
    private static final class Incoming<T> {
        private final Class<T> payloadType;
        private String apiVersion;
        private String correlationId;
        private String requestId;
        private String receivedTopic;
        private String contentType;
        private int errorCode;
        private Integer statusCode;
        private Map<String, String> queryParams;
        private T inline;
        private byte[] packed;
        private String text;

        Incoming(Class<T> payloadType) {
            this.payloadType = payloadType;
        }

        Envelope<T> read(JsonParser in) throws IOException {
            for (String field = in.nextFieldName(); field != null; field = in.nextFieldName()) {
                in.nextToken();
                switch (field) {
                    case "apiVersion" -> apiVersion = in.getValueAsString();
                    case "correlationID" -> correlationId = in.getValueAsString();
                    case "requestID" -> requestId = in.getValueAsString();
                    case "receivedTopic" -> receivedTopic = in.getValueAsString();
                    case "contentType" -> contentType = in.getValueAsString();
                    case "errorCode" -> errorCode = in.getValueAsInt();
                    case "statusCode" -> statusCode = in.hasToken(JsonToken.VALUE_NULL) ? null : in.getValueAsInt();
                    case "queryParams" -> queryParams = params(in);
                    case "payload" -> payload(in);
                    default -> in.skipChildren();
                }
            }
            if (errorCode != 0) {
                return envelope(null, errorText());
            }
            return envelope(inline != null || packed == null && text == null ? inline : unpacked(), "");
        }

        private void payload(JsonParser in) throws IOException {
            switch (in.currentToken()) {
                case VALUE_NULL -> inline = null;
                case VALUE_STRING -> text = in.getText();
                case VALUE_EMBEDDED_OBJECT -> packed = in.getBinaryValue();
                default -> inline = in.readValueAs(payloadType);
            }
        }

        private T unpacked() throws IOException {
            byte[] bytes = packed == null ? base64() : packed;
            if (bytes.length == 0) {
                return null;
            }
            ObjectMapper mapper = Envelope.CBOR.equals(contentType) ? Cbor.mapper() : Json.mapper();
            return mapper.readValue(bytes, payloadType);
        }

        private byte[] base64() {
            try {
                return Base64.getDecoder().decode(text);
            } catch (IllegalArgumentException notBase64) {
                throw new MalformedEnvelope("payload is a text that is not base64", notBase64);
            }
        }

        /** An error's text is sent as it is, or as base64 by senders that encode every payload; there is no telling. */
        private String errorText() {
            if (text != null) {
                return text;
            }
            return packed != null ? new String(packed, StandardCharsets.UTF_8) : String.valueOf(inline);
        }

        private static Map<String, String> params(JsonParser in) throws IOException {
            Map<String, String> params = new HashMap<>();
            if (!in.isExpectedStartObjectToken()) {
                in.skipChildren();
                return params;
            }
            for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
                in.nextToken();
                params.put(name, in.getValueAsString(""));
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
                    statusCode);
        }
    }
}
