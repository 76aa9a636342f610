package io.hearth.rules.alarm;

import io.hearth.contracts.rest.ApiVersion;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.rules.book.RuleBook;
import io.hearth.runtime.rest.Page;
import io.hearth.runtime.rest.Paging;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** The alarms over REST, in EdgeX's conventions; a route of Hearth's own. What is done to them: {@link AlarmActResource}. */
@Path("/rules-engine/api/v3/alarm")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RequestScoped
public class AlarmResource {
    private final Alarms alarms;
    private final Suppression suppression;
    private final RuleBook book;
    private final Paging paging;

    AlarmResource(Alarms alarms, Suppression suppression, RuleBook book, Paging paging) {
        this.alarms = alarms;
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

    /** 404. */
    static EdgexException unknown(String id) {
        return new EdgexException(
                ErrorKind.ENTITY_DOES_NOT_EXIST, "there is no alarm '" + id + "', or it is no longer kept");
    }
}
