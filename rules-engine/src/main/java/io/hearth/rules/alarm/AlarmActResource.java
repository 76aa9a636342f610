package io.hearth.rules.alarm;

import io.hearth.contracts.rest.ApiVersion;
import io.hearth.contracts.rest.BaseResponse;
import io.hearth.contracts.rest.BaseWithIdResponse;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.rules.book.RuleBook;
import io.hearth.rules.caller.Asking;
import io.hearth.runtime.rest.MultiStatus;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** What persons do to alarms, over REST in EdgeX's conventions: with PUT, or POST for clients that know no other way. */
@Path("/rules-engine/api/v3/alarm")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RequestScoped
public class AlarmActResource {
    private static final String ACTS = "{act: acknowledge|comment|shelve|unshelve}";
    private static final String ONE = "Acknowledge, comment, shelve or unshelve one alarm";
    private static final String HOW =
            "Who asks is said in the header X-Hearth-Caller. A comment may be given with each;"
                    + " shelving wants for or until, or oneShot: true, which ends when the alarm does.";
    private static final String DONE = "it is done and stored";
    private static final String INVALID = "the field, its value and what is allowed";
    private static final String UNKNOWN = "there is no alarm of this id";
    private static final String NOT_NOW = "not as the alarm is: it is acknowledged already, or not shelved";
    private static final String MANY = "Do the same to many alarms";
    private static final String ITEMS = "an item with its own status for each id, in their order";

    private final Alarms alarms;
    private final AlarmRequests requests;
    private final RuleBook book;

    AlarmActResource(Alarms alarms, AlarmRequests requests, RuleBook book) {
        this.alarms = alarms;
        this.requests = requests;
        this.book = book;
    }

    /** A person does something to one alarm. */
    @PUT
    @Path("/id/{id}/" + ACTS)
    @Operation(summary = ONE, description = HOW)
    @RequestBody(content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "AlarmActRequest")))
    @APIResponse(responseCode = "200", description = DONE)
    @APIResponse(responseCode = "400", description = INVALID)
    @APIResponse(responseCode = "404", description = UNKNOWN)
    @APIResponse(responseCode = "409", description = NOT_NOW)
    public BaseResponse act(
            @PathParam("id") String id, @PathParam("act") String act, byte[] body, @BeanParam Asking asking) {
        String who = asking.who().text();
        AlarmRequests.Asked asked = requests.read(act, body, false);
        book.requireLoaded();
        UUID one = AlarmRequests.id(id);
        require(id, alarms.act(List.of(one), asked.act(), who, asked.comment()).get(one));
        return BaseResponse.ok("", 200);
    }

    /** As with PUT. */
    @POST
    @Path("/id/{id}/" + ACTS)
    @Operation(summary = ONE, description = HOW)
    @RequestBody(content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "AlarmActRequest")))
    @APIResponse(responseCode = "200", description = DONE)
    @APIResponse(responseCode = "400", description = INVALID)
    @APIResponse(responseCode = "404", description = UNKNOWN)
    @APIResponse(responseCode = "409", description = NOT_NOW)
    public BaseResponse actPosted(
            @PathParam("id") String id, @PathParam("act") String act, byte[] body, @BeanParam Asking asking) {
        return act(id, act, body, asking);
    }

    /** A person does the same to many alarms: 207, an item for each. */
    @PUT
    @Path("/" + ACTS)
    @Operation(summary = MANY)
    @RequestBody(content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "AlarmsActRequest")))
    @APIResponse(
            responseCode = "207",
            description = ITEMS,
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = BaseWithIdResponse.class)))
    @APIResponse(responseCode = "400", description = INVALID)
    public Response actOnMany(@PathParam("act") String act, byte[] body, @BeanParam Asking asking) {
        String who = asking.who().text();
        AlarmRequests.Asked asked = requests.read(act, body, true);
        book.requireLoaded();
        Map<UUID, Acted> acted = alarms.act(asked.ids(), asked.act(), who, asked.comment());
        return MultiStatus.of(asked.ids(), id -> "", id -> {
            require(id.toString(), acted.get(id));
            return new BaseWithIdResponse(ApiVersion.V3, "", "", 200, id.toString());
        });
    }

    /** As with PUT. */
    @POST
    @Path("/" + ACTS)
    @Operation(summary = MANY)
    @RequestBody(content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "AlarmsActRequest")))
    @APIResponse(
            responseCode = "207",
            description = ITEMS,
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = BaseWithIdResponse.class)))
    @APIResponse(responseCode = "400", description = INVALID)
    public Response actOnManyPosted(@PathParam("act") String act, byte[] body, @BeanParam Asking asking) {
        return actOnMany(act, body, asking);
    }

    private static void require(String id, Acted acted) {
        switch (acted) {
            case Acted.Done _ -> {}
            case Acted.NotNow(String reason) ->
                throw new EdgexException(ErrorKind.STATUS_CONFLICT, "alarm '" + id + "': " + reason);
            case Acted.Unknown _ -> throw AlarmResource.unknown(id);
        }
    }
}
