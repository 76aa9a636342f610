package io.hearth.contracts.bus;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hearth.contracts.codec.Cbor;
import io.hearth.contracts.codec.Json;
import java.io.IOException;
import java.io.UncheckedIOException;

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
            Envelope<T> envelope = new IncomingEnvelope<>(payloadType).read(in);
            if (in.nextToken() != null) {
                throw new MalformedEnvelope("there is something behind the message envelope", null);
            }
            return envelope;
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
        WholeOutput bytes = new WholeOutput();
        try (JsonGenerator out = Json.mapper().createGenerator(bytes)) {
            out.writeStartObject();
            out.writeStringField("apiVersion", envelope.apiVersion());
            out.writeStringField("receivedTopic", envelope.receivedTopic());
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
            if (!envelope.outcome().isEmpty()) {
                out.writeStringField("outcome", envelope.outcome());
            }
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.octets();
    }

    private static void writePayload(JsonGenerator out, Envelope<?> envelope) throws IOException {
        if (envelope.isError()) {
            out.writeString(envelope.errorMessage());
        } else if (envelope.payload() == null) {
            out.writeNull();
        } else if (envelope.contentType().equals(Envelope.CBOR)) {
            out.writeBinary(Cbor.bytes(envelope.payload()));
        } else {
            out.writeObject(envelope.payload());
        }
    }
}
