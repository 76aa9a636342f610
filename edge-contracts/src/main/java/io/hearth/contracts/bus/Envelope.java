package io.hearth.contracts.bus;

import io.hearth.contracts.rest.ApiVersion;
import io.hearth.contracts.validation.UuidValidator;
import java.util.Map;
import java.util.UUID;

/**
 * A message on the bus (EdgeX message bus, envelope).
 *
 * @param apiVersion    {@code v3}
 * @param receivedTopic "" on the wire, but for what core-command relays to the external broker
 * @param correlationId a uuid in requests and replies; may be "" in events
 * @param requestId     a uuid in requests and replies; "" in events
 * @param errorCode     0, or another when the payload is an error's text: 1, and from device-sdk-c an HTTP status
 * @param payload       the decoded payload; null when there is none, or an error
 * @param errorMessage  the error's text; "" when errorCode is 0
 * @param contentType   {@code application/json}, {@code application/cbor} or {@code text/plain}
 * @param queryParams   empty when there are none
 * @param statusCode    the HTTP status that an error amounts to; null when not said. A field of Hearth's, which EdgeX's
 *                      receivers ignore; in what is read also what device-sdk-c says as errorCode
 * @param outcome       of an error of core-command's: {@link #REFUSED}, {@link #UNCONFIRMED} or {@code failed}; "" when not
 *                      said. A field of Hearth's as well
 */
public record Envelope<T>(
        String apiVersion,
        String receivedTopic,
        String correlationId,
        String requestId,
        int errorCode,
        T payload,
        String errorMessage,
        String contentType,
        Map<String, String> queryParams,
        Integer statusCode,
        String outcome) {
    /** Content type of a JSON payload; EdgeX compares it as a whole. */
    public static final String JSON = "application/json";
    /** Content type of a CBOR payload. */
    public static final String CBOR = "application/cbor";
    /** Content type of an error's text. */
    public static final String TEXT = "text/plain";

    /** {@link #outcome}: core-command did not send the command, for what it is. */
    public static final String REFUSED = "refused";
    /** {@link #outcome}: the command was carried out, and the device does not show it. */
    public static final String UNCONFIRMED = "unconfirmed";

    public Envelope {
        apiVersion = apiVersion == null ? "" : apiVersion;
        receivedTopic = receivedTopic == null ? "" : receivedTopic;
        correlationId = correlationId == null ? "" : correlationId;
        requestId = requestId == null ? "" : requestId;
        errorMessage = errorMessage == null ? "" : errorMessage;
        contentType = contentType == null ? "" : contentType;
        queryParams = queryParams == null ? Map.of() : queryParams;
        outcome = outcome == null ? "" : outcome;
    }

    /** One that says no {@link #outcome}. */
    public Envelope(
            String apiVersion,
            String receivedTopic,
            String correlationId,
            String requestId,
            int errorCode,
            T payload,
            String errorMessage,
            String contentType,
            Map<String, String> queryParams,
            Integer statusCode) {
        this(
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
                "");
    }

    /** An event or other message that nobody answers. */
    public static <T> Envelope<T> event(T payload) {
        return event(payload, UUID.randomUUID().toString());
    }

    /** An event that follows from a request, with the request's correlation id. */
    public static <T> Envelope<T> event(T payload, String correlationId) {
        return new Envelope<>(ApiVersion.V3, "", correlationId, "", 0, payload, "", JSON, Map.of(), null);
    }

    /** A request with an id and a correlation id of its own. */
    public static <T> Envelope<T> request(T payload) {
        return request(UUID.randomUUID().toString(), payload, Map.of());
    }

    /**
     * A request with a given id.
     *
     * @param requestId a uuid; EdgeX answers an error to anything else
     */
    public static <T> Envelope<T> request(String requestId, T payload, Map<String, String> queryParams) {
        return new Envelope<>(
                ApiVersion.V3, "", UUID.randomUUID().toString(), requestId, 0, payload, "", JSON, queryParams, null);
    }

    /** The good reply to a request; {@code payload} may be null. */
    public static <T> Envelope<T> reply(Envelope<?> request, T payload) {
        return new Envelope<>(
                ApiVersion.V3, "", uuidOf(request), request.requestId, 0, payload, "", JSON, Map.of(), null);
    }

    /** EdgeX's clients drop a reply whose correlation id is not a UUID. */
    private static String uuidOf(Envelope<?> request) {
        return !request.correlationId.isEmpty() && UuidValidator.isUuid(request.correlationId)
                ? request.correlationId
                : UUID.randomUUID().toString();
    }

    /** The reply that a request failed, with the HTTP status it amounts to. */
    public static <T> Envelope<T> error(Envelope<?> request, String message, int statusCode) {
        return error(request, message, statusCode, "");
    }

    /** As {@link #error(Envelope, String, int)}, with what became of the command. */
    public static <T> Envelope<T> error(Envelope<?> request, String message, int statusCode, String outcome) {
        return new Envelope<>(
                ApiVersion.V3,
                "",
                uuidOf(request),
                request.requestId,
                1,
                null,
                message,
                TEXT,
                Map.of(),
                statusCode,
                outcome);
    }

    /** The same, as what was received on a topic. */
    public Envelope<T> receivedOn(String topic) {
        return new Envelope<>(
                apiVersion,
                topic,
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

    /** Whether the message tells of an error. */
    public boolean isError() {
        return errorCode != 0;
    }
}
