package io.hearth.rules.alarm;

import io.hearth.contracts.rest.ApiVersion;
import io.hearth.contracts.rest.BaseResponse;
import io.hearth.contracts.rest.BaseWithIdResponse;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.rules.book.RuleBook;
import io.hearth.rules.caller.Asking;
import io.hearth.runtime.rest.MultiStatus;
import io.hearth.runtime.rest.Page;
import io.hearth.runtime.rest.Paging;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** Alarms over REST, in EdgeX's conventions; a route of Hearth's own. */
@Path("/rules-engine/api/v3/alarm")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RequestScoped
public class AlarmResource {
    private static final String ACTS = "{act: acknowledge|comment|shelve|unshelve}";

    private final Alarms alarms;
    private final AlarmRequests requests;
    private final Suppression suppression;
    private final RuleBook book;
    private final Paging paging;

    AlarmResource(Alarms alarms, AlarmRequests requests, Suppression suppression, RuleBook book, Paging paging) {
        this.alarms = alarms;
        this.requests = requests;
        this.suppression = suppression;
        this.book = book;
        this.paging = paging;
    }

    /** A page of alarms. */
    public record MultiAlarmsResponse(String apiVersion, int statusCode, long totalCount, List<AlarmView> alarms) {}

    /** One alarm. */
    public record AlarmResponse(String apiVersion, int statusCode, AlarmView alarm) {}

    /** Which alarms are asked for; see {@link AlarmFilter}. */
    public static class Query {
        @QueryParam("retain")
        String retain;

        @QueryParam("active")
        String active;

        @QueryParam("acked")
        String acked;

        @QueryParam("shelved")
        String shelved;

        @QueryParam("suppressed")
        String suppressed;

        @QueryParam("severity")
        String severity;

        @QueryParam("kind")
        String kind;

        @QueryParam("rule")
        String rule;

        @QueryParam("labels")
        String labels;

        @QueryParam("offset")
        String offset;

        @QueryParam("limit")
        String limit;
    }

    /** The alarms that are to be seen, those raised last in front. */
    @GET
    @Path("/all")
    @Operation(
            summary = "The alarms that are to be seen, those raised last in front",
            description = "With retain=false those that are over and acknowledged, with retain=all both. active, acked,"
                    + " shelved and suppressed are true or false; labels are labels that the rule must all have.")
    @APIResponseSchema(
            value = MultiAlarmsResponse.class,
            responseCode = "200",
            responseDescription = "a page of alarms")
    public MultiAlarmsResponse all(@BeanParam Query query, @QueryParam("device") String device) {
        return page(query, device);
    }

    /** The alarms of a device, with the same query. */
    @GET
    @Path("/device/name/{name}")
    @Operation(summary = "The alarms of one device that are to be seen, those raised last in front")
    @APIResponseSchema(
            value = MultiAlarmsResponse.class,
            responseCode = "200",
            responseDescription = "a page of alarms")
    public MultiAlarmsResponse ofDevice(@BeanParam Query query, @PathParam("name") String name) {
        return page(query, name);
    }

    private MultiAlarmsResponse page(Query query, String device) {
        Page page = paging.page(query.offset, query.limit);
        book.requireLoaded();
        AlarmFilter filter = new AlarmFilter(suppression, alarms.now())
                .retain(query.retain)
                .active(query.active)
                .acked(query.acked)
                .shelved(query.shelved)
                .suppressed(query.suppressed)
                .severity(query.severity)
                .kind(query.kind)
                .rule(query.rule)
                .labels(query.labels)
                .device(device);
        List<Alarm> wanted = alarms.all().filter(filter.predicate()).toList();
        return new MultiAlarmsResponse(
                ApiVersion.V3,
                200,
                wanted.size(),
                page.of(wanted).stream()
                        .map(alarm -> AlarmView.of(alarm, suppression.of(alarm.source()), alarms.now()))
                        .toList());
    }

    /** One alarm, with who did what when. */
    @GET
    @Path("/id/{id}")
    @Operation(summary = "One alarm, with who did what when")
    @APIResponse(responseCode = "404", description = "there is no alarm of this id, or it is no longer kept")
    @APIResponseSchema(
            value = AlarmResponse.class,
            responseCode = "200",
            responseDescription = "the alarm, with its history")
    public AlarmResponse byId(@PathParam("id") String id) {
        book.requireLoaded();
        Alarm alarm = alarms.byId(AlarmRequests.id(id)).orElseThrow(() -> unknown(id));
        return new AlarmResponse(
                ApiVersion.V3, 200, AlarmView.whole(alarm, suppression.of(alarm.source()), alarms.now()));
    }

    /** A person does something to one alarm. */
    @PUT
    @Path("/id/{id}/" + ACTS)
    @Operation(
            summary = "Acknowledge, comment, shelve or unshelve one alarm",
            description = "Who asks is said in the header X-Hearth-Caller. A comment may be given with each; shelving"
                    + " wants for or until, or oneShot: true, which ends when the alarm does.")
    @RequestBody(content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "AlarmActRequest")))
    @APIResponse(responseCode = "200", description = "it is done and stored")
    @APIResponse(responseCode = "400", description = "the field, its value and what is allowed")
    @APIResponse(responseCode = "404", description = "there is no alarm of this id")
    @APIResponse(responseCode = "409", description = "not as the alarm is: it is acknowledged already, or not shelved")
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
    @Operation(
            summary = "Acknowledge, comment, shelve or unshelve one alarm",
            description = "Who asks is said in the header X-Hearth-Caller. A comment may be given with each; shelving"
                    + " wants for or until, or oneShot: true, which ends when the alarm does.")
    @RequestBody(content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "AlarmActRequest")))
    @APIResponse(responseCode = "200", description = "it is done and stored")
    @APIResponse(responseCode = "400", description = "the field, its value and what is allowed")
    @APIResponse(responseCode = "404", description = "there is no alarm of this id")
    @APIResponse(responseCode = "409", description = "not as the alarm is: it is acknowledged already, or not shelved")
    public BaseResponse actPosted(
            @PathParam("id") String id, @PathParam("act") String act, byte[] body, @BeanParam Asking asking) {
        return act(id, act, body, asking);
    }

    /** A person does the same to many alarms: 207, an item for each. */
    @PUT
    @Path("/" + ACTS)
    @Operation(summary = "Do the same to many alarms")
    @RequestBody(content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "AlarmsActRequest")))
    @APIResponse(
            responseCode = "207",
            description = "an item with its own status for each id, in their order",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = BaseWithIdResponse.class)))
    @APIResponse(responseCode = "400", description = "the field, its value and what is allowed")
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
    @Operation(summary = "Do the same to many alarms")
    @RequestBody(content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "AlarmsActRequest")))
    @APIResponse(
            responseCode = "207",
            description = "an item with its own status for each id, in their order",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = BaseWithIdResponse.class)))
    @APIResponse(responseCode = "400", description = "the field, its value and what is allowed")
    public Response actOnManyPosted(@PathParam("act") String act, byte[] body, @BeanParam Asking asking) {
        return actOnMany(act, body, asking);
    }

    private static void require(String id, Acted acted) {
        switch (acted) {
            case Acted.Done _ -> {}
            case Acted.NotNow(String reason) ->
                throw new EdgexException(ErrorKind.STATUS_CONFLICT, "alarm '" + id + "': " + reason);
            case Acted.Unknown _ -> throw unknown(id);
        }
    }

    private static EdgexException unknown(String id) {
        return new EdgexException(
                ErrorKind.ENTITY_DOES_NOT_EXIST, "there is no alarm '" + id + "', or it is no longer kept");
    }
}
