package io.hearth.command.bus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import io.hearth.command.Caller;
import io.hearth.command.Command;
import io.hearth.command.CommandText;
import io.hearth.command.Outcome;
import io.hearth.command.Wishes;
import io.hearth.contracts.bus.Envelope;
import io.hearth.contracts.rest.ApiVersion;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.contracts.validation.UuidText;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** What envelopes say of commands: the request as a {@link Command}, the {@link Outcome} as a reply. */
public final class RequestEnvelope {
    /** The levels that say what is asked: device, command, method. */
    public static final int LEVELS = 3;

    private RequestEnvelope() {}

    /**
     * The command that a request asks for; 400 for what is not allowed in it. From the external broker each is a command of
     * its own, as in EdgeX: people there paste one request id again and again.
     *
     * @param levels the topic's last three levels, unescaped: device, command, get or set
     * @param topic  the whole topic, which is the only address that a bus shows
     */
    public static Command command(List<String> levels, Envelope<TokenBuffer> request, Caller.Way way, String topic) {
        UUID id = UuidText.uuid(request.requestId())
                .orElseThrow(() -> invalid("requestID is '" + request.requestId() + "', allowed is a UUID"));
        checkName("device", levels.get(0));
        checkName("command", levels.get(1));
        Command.Method method = method(levels.get(2));
        if (method == Command.Method.GET) {
            CommandText.checkSwitches(request.queryParams());
        }
        return new Command(
                way == Caller.Way.EXTERNAL ? UUID.randomUUID() : id,
                way != Caller.Way.EXTERNAL,
                correlationId(request),
                levels.get(0),
                levels.get(1),
                method,
                payload(method, request),
                Wishes.others(request.queryParams()),
                Caller.of(request.queryParams().get(Wishes.CALLER), way, topic),
                Wishes.of(request.queryParams()));
    }

    private static void checkName(String what, String name) {
        if (name.isBlank()) {
            throw invalid("the topic's level of the " + what + " is '" + name + "', allowed is a name");
        }
    }

    private static Command.Method method(String level) {
        return Arrays.stream(Command.Method.values())
                .filter(method -> method.level().equalsIgnoreCase(level))
                .findFirst()
                .orElseThrow(() -> invalid("the topic's last level is '" + level + "', allowed is get or set"));
    }

    private static JsonNode payload(Command.Method method, Envelope<TokenBuffer> request) {
        return switch (method) {
            // Whatever a get brings along says nothing.
            case GET -> NullNode.getInstance();
            case SET -> {
                JsonNode payload = CommandText.exact(request.payload());
                if (!payload.isObject()) {
                    throw invalid("the payload must be a JSON object of resource names and values");
                }
                yield payload;
            }
        };
    }

    /** The reply that tells an outcome. */
    public static Envelope<?> reply(Envelope<?> request, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Answered(String contentType, JsonNode payload) ->
                new Envelope<>(
                        ApiVersion.V3,
                        "",
                        correlationId(request),
                        request.requestId(),
                        0,
                        payload.isNull() ? null : to(request, payload),
                        "",
                        contentType,
                        null,
                        null);
            case Outcome.NotDone failed -> Envelope.error(request, failed.message(), failed.status(), said(failed));
        };
    }

    /** The device service was asked under an id of ours, or of who asked first. */
    private static JsonNode to(Envelope<?> request, JsonNode payload) {
        JsonNode id = payload.path("requestId");
        if (!id.isTextual() || id.textValue().equals(request.requestId())) {
            return payload;
        }
        ObjectNode told = ((ObjectNode) payload).objectNode();
        told.setAll((ObjectNode) payload);
        return told.put("requestId", request.requestId());
    }

    /** A status can be a device service's own: only this says that core-command did not send the command. */
    private static String said(Outcome.NotDone outcome) {
        return switch (outcome) {
            case Outcome.Refused refused -> Envelope.REFUSED;
            case Outcome.Unconfirmed unconfirmed -> Envelope.UNCONFIRMED;
            case Outcome.Failed failed -> "failed";
        };
    }

    /** EdgeX's clients drop a reply whose correlation id is not a UUID. */
    private static String correlationId(Envelope<?> request) {
        return UuidText.uuid(request.correlationId()).isPresent()
                ? request.correlationId()
                : UUID.randomUUID().toString();
    }

    private static EdgexException invalid(String message) {
        return new EdgexException(ErrorKind.CONTRACT_INVALID, message);
    }
}
