package io.hearth.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.hearth.command.list.CommandList;
import io.hearth.contracts.command.DeviceCoreCommandResponse;
import io.hearth.contracts.command.MultiDeviceCoreCommandsResponse;
import io.hearth.contracts.rest.BaseResponse;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.contracts.validation.UuidText;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Commands over REST (EdgeX API, core-command). */
@Path("/core-command/api/v3/device")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "core-command")
public class CommandRoutes {
    private static final String COMMAND_ID = "X-Hearth-Command-Id";
    private static final String ONCE = "a UUID: the same one acts once, and is answered the same";
    private static final int UNAVAILABLE = 503;

    private final Commands commands;
    private final CommandList list;

    CommandRoutes(Commands commands, CommandList list) {
        this.commands = commands;
        this.list = list;
    }

    @GET
    @Path("/all")
    @Operation(summary = "What can be asked of every device")
    public MultiDeviceCoreCommandsResponse all(@QueryParam("offset") String offset, @QueryParam("limit") String limit) {
        return list.all(offset, limit);
    }

    @GET
    @Path("/name/{device}")
    @Operation(summary = "What can be asked of one device")
    @APIResponse(
            responseCode = "200",
            description = "its commands and resources that are not hidden",
            content =
                    @Content(
                            mediaType = "application/json",
                            examples = @ExampleObject(name = "200", value = Examples.COMMANDS)))
    public DeviceCoreCommandResponse of(@PathParam("device") @Parameter(example = "boiler") String device) {
        return list.of(device);
    }

    @GET
    @Path("/name/{device}/{command}")
    @Operation(summary = "Reads from a device")
    @Parameter(
            name = "ds-pushevent",
            in = ParameterIn.QUERY,
            description = "whether the event goes to the bus too: true or false",
            example = "false")
    @Parameter(
            name = "ds-returnevent",
            in = ParameterIn.QUERY,
            description = "whether the event is answered: true or false",
            example = "true")
    @Parameter(
            name = RestCaller.HEADER,
            in = ParameterIn.HEADER,
            description = "who asks: person, rule, person:<name> or rule:<name>",
            example = "person:alice")
    @APIResponse(
            responseCode = "200",
            description = "the event; no body when it is not wanted",
            content =
                    @Content(
                            mediaType = "application/json",
                            examples = @ExampleObject(name = "200", value = Examples.EVENT)))
    @APIResponse(
            responseCode = "503",
            description = "nobody answered",
            content =
                    @Content(
                            mediaType = "application/json",
                            examples = @ExampleObject(name = "503", value = Examples.UNANSWERED)))
    public Response get(
            @PathParam("device") @Parameter(example = "boiler") String device,
            @PathParam("command") @Parameter(example = "control") String command,
            @HeaderParam(COMMAND_ID) @Parameter(description = ONCE) String id,
            @Context UriInfo uri,
            @Context HttpServerRequest request) {
        Map<String, String> query = RestCaller.query(uri);
        CommandText.checkSwitches(query);
        Command asked = command(id, request, device, command, Command.Method.GET, NullNode.getInstance(), query);
        return switch (commands.carryOut(asked).join()) {
            // EdgeX answers nothing at all when the event is not wanted.
            case Outcome.Answered(String type, JsonNode event) ->
                event.isNull() ? empty() : Response.ok(event).build();
            case Outcome.NotDone failed -> failure(failed);
        };
    }

    @PUT
    @Path("/name/{device}/{command}")
    @Operation(summary = "Sets something at a device")
    @Parameter(
            name = "confirm",
            in = ParameterIn.QUERY,
            description = "whether what was set is to be read back",
            example = "true")
    @Parameter(
            name = "hearth-hold",
            in = ParameterIn.QUERY,
            description = "how long a person's command keeps rules away",
            example = "15m")
    @Parameter(
            name = RestCaller.HEADER,
            in = ParameterIn.HEADER,
            description = "who asks: person, rule, person:<name> or rule:<name>",
            example = "person:alice")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = "application/json",
                            examples = @ExampleObject(name = "heat", value = Examples.VALUES)))
    @APIResponse(
            responseCode = "200",
            description = "the device service carried it out",
            content =
                    @Content(
                            mediaType = "application/json",
                            examples = @ExampleObject(name = "200", value = Examples.DONE)))
    @APIResponse(
            responseCode = "423",
            description = "the device is locked, held by a person, or switched too soon; Retry-After says when not",
            content =
                    @Content(
                            mediaType = "application/json",
                            examples = @ExampleObject(name = "423", value = Examples.HELD)))
    @APIResponse(
            responseCode = "503",
            description = "nobody answered, or too many commands wait",
            content =
                    @Content(
                            mediaType = "application/json",
                            examples = @ExampleObject(name = "503", value = Examples.UNANSWERED)))
    @APIResponse(
            responseCode = "504",
            description = "carried out, but the device does not show it",
            content =
                    @Content(
                            mediaType = "application/json",
                            examples = @ExampleObject(name = "504", value = Examples.UNCONFIRMED)))
    public Response set(
            @PathParam("device") @Parameter(example = "boiler") String device,
            @PathParam("command") @Parameter(example = "control") String command,
            @HeaderParam(COMMAND_ID) @Parameter(description = ONCE) String id,
            byte[] body,
            @Context UriInfo uri,
            @Context HttpServerRequest request) {
        Command asked = command(id, request, device, command, Command.Method.SET, object(body), RestCaller.query(uri));
        return switch (commands.carryOut(asked).join()) {
            case Outcome.Answered answered ->
                Response.ok(BaseResponse.ok("", 200)).build();
            case Outcome.NotDone failed -> failure(failed);
        };
    }

    private static Command command(
            String id,
            HttpServerRequest request,
            String device,
            String name,
            Command.Method method,
            JsonNode payload,
            Map<String, String> query) {
        boolean given = id != null && !id.isBlank();
        return new Command(
                given ? commandId(id) : UUID.randomUUID(),
                given,
                RestCaller.correlationId(request),
                device,
                name,
                method,
                payload,
                Wishes.others(query),
                RestCaller.caller(request, query),
                Wishes.of(query));
    }

    private static UUID commandId(String id) {
        return UuidText.uuid(id.trim())
                .orElseThrow(() -> new EdgexException(
                        ErrorKind.CONTRACT_INVALID, "header " + COMMAND_ID + " is '" + id + "', allowed is a UUID"));
    }

    private static JsonNode object(byte[] body) {
        try {
            JsonNode json = CommandText.readPayload(body);
            if (json.isObject()) {
                return json;
            }
        } catch (IOException malformed) {
            throw notAnObject();
        }
        throw notAnObject();
    }

    private static EdgexException notAnObject() {
        return new EdgexException(
                ErrorKind.CONTRACT_INVALID, "the request body must be a JSON object of resource names and values");
    }

    private static Response empty() {
        return Response.ok(new byte[0], MediaType.APPLICATION_JSON_TYPE).build();
    }

    private static Response failure(Outcome.NotDone failed) {
        Response.ResponseBuilder response =
                Response.status(failed.status()).entity(BaseResponse.error("", failed.message(), failed.status()));
        if (failed instanceof Outcome.Refused(int status, String message, Instant allowedAt) && allowedAt != null) {
            response.header(HttpHeaders.RETRY_AFTER, seconds(Duration.between(Instant.now(), allowedAt)));
        } else if (failed.status() == UNAVAILABLE) {
            response.header(HttpHeaders.RETRY_AFTER, "1");
        }
        return response.build();
    }

    /** Rounded up: who comes back then is let through. */
    private static long seconds(Duration left) {
        return Math.max(1, left.plusMillis(999).toSeconds());
    }
}
