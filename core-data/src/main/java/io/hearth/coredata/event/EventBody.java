package io.hearth.coredata.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hearth.contracts.codec.Cbor;
import io.hearth.contracts.codec.Json;
import io.hearth.contracts.event.AddEventRequest;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.coredata.DataConfig;
import io.hearth.runtime.rest.RequestBody;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Locale;

/** Decodes the body of a posted event, JSON or CBOR; what is wrong with its content, {@link EventCheck} says. */
@Singleton
public class EventBody {
    private static final String CBOR = "application/cbor";
    private static final int OCTETS_PER_KB = 1024;

    private final DataConfig config;

    EventBody(DataConfig config) {
        this.config = config;
    }

    /** The request in the body; 413 when it is larger than {@code hearth.data.max-event-size}, 400 when it cannot be decoded. */
    AddEventRequest decode(byte[] body, String contentType) {
        int kilobytes = config.maxEventSize();
        if (kilobytes > 0 && body.length > (long) kilobytes * OCTETS_PER_KB) {
            throw new EdgexException(
                    ErrorKind.LIMIT_EXCEEDED,
                    "the event has " + body.length + " octets, allowed are " + kilobytes + " KB");
        }
        ObjectMapper mapper = isCbor(contentType) ? Cbor.mapper() : Json.mapper();
        AddEventRequest request = body.length == 0 ? null : read(mapper, body);
        if (request == null) {
            throw new EdgexException(ErrorKind.CONTRACT_INVALID, "the request has no body");
        }
        return request;
    }

    /** Whether a body of this type is CBOR; everything else is read as JSON, as EdgeX does. */
    static boolean isCbor(String contentType) {
        return contentType != null
                && contentType.strip().toLowerCase(Locale.ROOT).startsWith(CBOR);
    }

    private static AddEventRequest read(ObjectMapper mapper, byte[] body) {
        try {
            return mapper.readerFor(AddEventRequest.class)
                    .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .readValue(body);
        } catch (JsonProcessingException malformed) {
            throw new EdgexException(ErrorKind.CONTRACT_INVALID, RequestBody.reason(malformed));
        } catch (IOException unreadable) {
            throw new EdgexException(ErrorKind.CONTRACT_INVALID, "the body cannot be read: " + unreadable.getMessage());
        }
    }
}
