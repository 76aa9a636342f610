package io.hearth.rules.silence;

import io.hearth.contracts.rest.ApiVersion;
import io.hearth.contracts.rest.BaseResponse;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.rules.caller.Asking;
import io.hearth.rules.caller.Body;
import io.hearth.runtime.redis.StoreUnavailable;
import io.hearth.runtime.rest.MultiStatus;
import io.hearth.runtime.rest.Page;
import io.hearth.runtime.rest.Paging;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** Silences over REST; a route of Hearth's own. */
@Path("/rules-engine/api/v3/silence")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RequestScoped
public class SilenceResource {
    private final Silences silences;
    private final SilenceRequests requests;
    private final SilenceCheck check;
    private final Paging paging;

    SilenceResource(Silences silences, SilenceRequests requests, SilenceCheck check, Paging paging) {
        this.silences = silences;
        this.requests = requests;
        this.check = check;
        this.paging = paging;
    }

    /** A page of silences. */
    public record MultiSilencesResponse(
            String apiVersion, int statusCode, long totalCount, List<SilenceView> silences) {}

    /** Adds silences: 201 for one, 207 with an item each for a list. */
    @POST
    @Operation(
            summary = "Silence rules for a while: they go on, but do not act, and their alarms are suppressed",
            description = "What was not done because of it is made up for at its end, if the rule is still as it was.")
    @RequestBody(
            required = true,
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "SilencesRequest")))
    @APIResponse(
            responseCode = "201",
            description = "it is stored and holds",
            content = @Content(schema = @Schema(implementation = AddedSilence.class)))
    @APIResponse(
            responseCode = "207",
            description = "for a list: an item for each",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = AddedSilence.class)))
    @APIResponse(responseCode = "400", description = "the field, its value and what is allowed")
    @APIResponse(responseCode = "413", description = "there are as many as there may be")
    public Response add(byte[] body, @BeanParam Asking asking) {
        SilenceRequests.Asked asked = requests.read(body, asking.who().text());
        requireLoaded();
        switch (silences.add(asked.silences())) {
            case Silences.Added.Done _ -> {}
            case Silences.Added.Full(int most) ->
                throw new EdgexException(
                        ErrorKind.LIMIT_EXCEEDED,
                        "there may be " + most + " silences (hearth.rules.silences.capacity)");
        }
        if (asked.many()) {
            return MultiStatus.of(asked.silences(), silence -> "", this::created);
        }
        return Response.status(201)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(created(asked.silences().getFirst()))
                .build();
    }

    private AddedSilence created(Silence silence) {
        return AddedSilence.of(silence, check.warnings(silence.scope()));
    }

    /** All silences, those that begin last in front. */
    @GET
    @Path("/all")
    @Operation(summary = "All silences, those that begin last in front; those that are over for a while, too")
    @APIResponseSchema(
            value = MultiSilencesResponse.class,
            responseCode = "200",
            responseDescription = "a page of silences")
    public MultiSilencesResponse all(@QueryParam("offset") String offset, @QueryParam("limit") String limit) {
        Page page = paging.page(offset, limit);
        requireLoaded();
        List<Silence> all = silences.all();
        return new MultiSilencesResponse(
                ApiVersion.V3,
                200,
                all.size(),
                page.of(all).stream()
                        .map(silence -> SilenceView.of(silence, silences.now()))
                        .toList());
    }

    /** One silence. */
    public record SilenceResponse(String apiVersion, int statusCode, SilenceView silence) {}

    /** One silence. */
    @GET
    @Path("/id/{id}")
    @Operation(summary = "One silence; one that is over for a while, too")
    @APIResponse(responseCode = "404", description = "there is no silence of this id")
    @APIResponseSchema(value = SilenceResponse.class, responseCode = "200", responseDescription = "the silence")
    public SilenceResponse byId(@PathParam("id") String id) {
        requireLoaded();
        UUID wanted = uuid(id);
        return silences.all().stream()
                .filter(silence -> silence.id().equals(wanted))
                .findFirst()
                .map(silence -> new SilenceResponse(ApiVersion.V3, 200, SilenceView.of(silence, silences.now())))
                .orElseThrow(() -> SilenceRequests.unknown(id));
    }

    /** Ends a silence. */
    @DELETE
    @Path("/id/{id}")
    @Operation(summary = "End a silence now; what it held back is made up for")
    @APIResponse(responseCode = "404", description = "there is no silence of this id")
    @APIResponseSchema(value = BaseResponse.class, responseCode = "200", responseDescription = "it is over")
    public BaseResponse delete(@PathParam("id") String id) {
        requireLoaded();
        if (!silences.delete(uuid(id))) {
            throw SilenceRequests.unknown(id);
        }
        return BaseResponse.ok("", 200);
    }

    private static UUID uuid(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException noId) {
            throw Body.invalid("id '" + id + "' is none, allowed is a UUID");
        }
    }

    private void requireLoaded() {
        if (!silences.isLoaded()) {
            throw new StoreUnavailable("the silences are not loaded yet", null);
        }
    }
}
