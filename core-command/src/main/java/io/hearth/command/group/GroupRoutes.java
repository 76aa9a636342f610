package io.hearth.command.group;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.hearth.command.Caller;
import io.hearth.command.Command;
import io.hearth.command.CommandText;
import io.hearth.command.Examples;
import io.hearth.command.RestCaller;
import io.hearth.command.Wishes;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.runtime.rest.RequestBody;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** One command for many devices: beyond EdgeX. */
@Path("/core-command/api/v3/command/batch")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "core-command")
public class GroupRoutes {
    private static final int MULTI_STATUS = 207;

    private final GroupCommands group;
    private final Members members;
    private final RequestBody body;

    GroupRoutes(GroupCommands group, Members members, RequestBody body) {
        this.group = group;
        this.members = members;
        this.body = body;
    }

    /** Answers 207 and one item for each device, by name; the query is that of a single command. */
    @POST
    @Operation(
            summary = "One command for many devices, by name, labels or profile",
            description = "Answers 207 with an outcome for each device. The query parameters of a single command are"
                    + " allowed: confirm, hearth-caller, hearth-hold, ds-pushevent, ds-returnevent.")
    @org.eclipse.microprofile.openapi.annotations.parameters.RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = GroupRequest.class),
                            examples = @ExampleObject(name = "kitchen off", value = Examples.BATCH)))
    @APIResponse(
            responseCode = "207",
            description = "an outcome for each device, by name",
            content =
                    @Content(
                            mediaType = "application/json",
                            examples = @ExampleObject(name = "207", value = Examples.BATCH_RESULT)))
    public Response carryOut(byte[] json, @Context UriInfo uri, @Context HttpServerRequest http) {
        GroupRequest request = body.one(json, GroupRequest.class);
        Command.Method method = method(request.method());
        JsonNode values = method == Command.Method.GET ? NullNode.getInstance() : values(json, request);
        Map<String, String> query = RestCaller.query(uri);
        CommandText.checkSwitches(query);
        Caller caller = RestCaller.caller(http, query);
        Wishes wishes = Wishes.of(query);
        List<String> devices = members.of(request);
        boolean repeatable = !request.requestId().isEmpty();
        UUID requestId = repeatable ? UUID.fromString(request.requestId()) : UUID.randomUUID();
        String correlationId = RestCaller.correlationId(http);
        List<DeviceResult> results = group.carryOut(
                requestId,
                devices,
                (device, id) -> new Command(
                        id,
                        repeatable,
                        correlationId,
                        device,
                        request.commandName(),
                        method,
                        values,
                        Wishes.others(query),
                        caller,
                        wishes));
        return Response.status(MULTI_STATUS).entity(results).build();
    }

    private static Command.Method method(String text) {
        return switch (text.toLowerCase(java.util.Locale.ROOT)) {
            case "set" -> Command.Method.SET;
            case "get" -> Command.Method.GET;
            default ->
                throw new EdgexException(ErrorKind.CONTRACT_INVALID, "method is '" + text + "', allowed is set or get");
        };
    }

    /** As they were written: the common reader makes 23.50 to 23.5. */
    private static JsonNode values(byte[] json, GroupRequest request) {
        if (request.values() == null || !request.values().isObject()) {
            throw new EdgexException(
                    ErrorKind.CONTRACT_INVALID, "values must be a JSON object of resource names and values");
        }
        try {
            JsonNode exact = CommandText.readPayload(json).get("values");
            return exact == null ? request.values() : exact;
        } catch (IOException impossible) {
            return request.values();
        }
    }
}
