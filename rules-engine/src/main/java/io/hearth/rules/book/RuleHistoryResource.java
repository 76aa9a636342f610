package io.hearth.rules.book;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.contracts.rest.ApiVersion;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.rules.caller.Asking;
import io.hearth.rules.document.InvalidRule;
import io.hearth.rules.rule.KnownRule;
import io.hearth.rules.rule.Rule;
import io.hearth.runtime.rest.Paging;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** What rules were before, who made them so and when, and going back to it, over REST. */
@Path("/rules-engine/api/v3/rule")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RequestScoped
public class RuleHistoryResource {
    private final RuleBook book;
    private final RuleRequests requests;
    private final Caveats caveats;
    private final Paging paging;

    RuleHistoryResource(RuleBook book, RuleRequests requests, Caveats caveats, Paging paging) {
        this.book = book;
        this.requests = requests;
        this.caveats = caveats;
        this.paging = paging;
    }

    /**
     * A version of a rule.
     *
     * @param modified when the rule became so, in ms since 1970
     * @param by       who made it so: {@code person:alice}, {@code rest} for a client that did not say, {@code file:NAME};
     *                 empty when nobody knows
     * @param rule     the document
     */
    public record Listed(
            long version,
            long modified,
            String by,
            @Schema(ref = "Rule") JsonNode rule) {
        static Listed of(Version version) {
            return new Listed(version.number(), version.modified().toEpochMilli(), version.by(), version.document());
        }
    }

    /** A page of versions, the newest in front. */
    public record MultiVersionsResponse(String apiVersion, int statusCode, long totalCount, List<Listed> versions) {}

    /** One version. */
    public record VersionResponse(String apiVersion, int statusCode, Listed version) {}

    /**
     * To what became of going back: the rule's id and its new version.
     *
     * @param warnings what it names and is not there now, and for which devices what it does otherwise is not done; left out when
     *                 there is nothing to say
     */
    public record RestoredResponse(
            String apiVersion,
            int statusCode,
            String id,
            long version,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> warnings) {
        private static RestoredResponse of(KnownRule rule, List<String> warnings) {
            return new RestoredResponse(ApiVersion.V3, 200, rule.id().toString(), rule.version(), warnings);
        }
    }

    /**
     * A rule that was deleted.
     *
     * @param version its last version
     * @param deleted when it was deleted, in ms since 1970
     * @param by      who deleted it
     * @param rule    its last document
     */
    public record ListedDeleted(
            String id,
            String name,
            long version,
            long deleted,
            String by,
            @Schema(ref = "Rule") JsonNode rule) {
        static ListedDeleted of(DeletedRule rule) {
            return new ListedDeleted(
                    rule.id().toString(),
                    rule.name(),
                    rule.version(),
                    rule.deleted().toEpochMilli(),
                    rule.by(),
                    rule.document());
        }
    }

    /** A page of deleted rules, the last one in front. */
    public record MultiDeletedResponse(String apiVersion, int statusCode, long totalCount, List<ListedDeleted> rules) {}

    /** The versions of a rule that are kept, the present one in front. */
    @GET
    @Path("/name/{name}/version/all")
    @Operation(summary = "The versions of a rule, with who made them and when, the present one in front")
    @APIResponse(responseCode = "404", description = "there is no rule of this name")
    @APIResponseSchema(
            value = MultiVersionsResponse.class,
            responseCode = "200",
            responseDescription = "a page of versions")
    public MultiVersionsResponse versions(
            @PathParam("name") String name, @QueryParam("offset") String offset, @QueryParam("limit") String limit) {
        var page = paging.page(offset, limit);
        List<Version> all = book.versions(book.named(name));
        return new MultiVersionsResponse(
                ApiVersion.V3,
                200,
                all.size(),
                page.of(all).stream().map(Listed::of).toList());
    }

    /** One version of a rule. */
    @GET
    @Path("/name/{name}/version/{version}")
    @Operation(summary = "One version of a rule")
    @APIResponse(responseCode = "404", description = "there is no such rule, or no such version of it is kept")
    @APIResponseSchema(value = VersionResponse.class, responseCode = "200", responseDescription = "the version")
    public VersionResponse version(@PathParam("name") String name, @PathParam("version") String version) {
        return new VersionResponse(ApiVersion.V3, 200, Listed.of(find(book.named(name), version)));
    }

    /** Makes a rule what it was; that is a new version. */
    @POST
    @Path("/name/{name}/version/{version}/restore")
    @Operation(summary = "Make a rule what it was in an earlier version; that is a new version")
    @APIResponse(responseCode = "404", description = "there is no such rule, or no such version of it is kept")
    @APIResponse(responseCode = "409", description = "the version is not understood, or would not be saved now")
    @APIResponseSchema(
            value = RestoredResponse.class,
            responseCode = "200",
            responseDescription = "the rule is as it was")
    public RestoredResponse restore(
            @PathParam("name") String name, @PathParam("version") String version, @BeanParam Asking asking) {
        String by = asking.who().textOr(Answers.UNSAID);
        JsonNode document = find(book.named(name), version).document();
        Rule before = understood(document);
        return restored(new Edit.Amend(name, now -> before), document, by);
    }

    /** The rules that were deleted and can be had back. */
    @GET
    @Path("/deleted/all")
    @Operation(summary = "The rules deleted last, with who deleted them and when, the last one in front")
    @APIResponseSchema(
            value = MultiDeletedResponse.class,
            responseCode = "200",
            responseDescription = "a page of deleted rules")
    public MultiDeletedResponse deleted(@QueryParam("offset") String offset, @QueryParam("limit") String limit) {
        var page = paging.page(offset, limit);
        List<DeletedRule> all = book.deleted();
        return new MultiDeletedResponse(
                ApiVersion.V3,
                200,
                all.size(),
                page.of(all).stream().map(ListedDeleted::of).toList());
    }

    /** Makes a deleted rule again, as the same rule with its history. */
    @POST
    @Path("/deleted/id/{id}/restore")
    @Operation(summary = "Have a deleted rule back, with its id and its versions")
    @APIResponse(responseCode = "404", description = "no deleted rule of this id is kept")
    @APIResponse(
            responseCode = "409",
            description = "there is a rule of its name meanwhile, or it is not understood or would not be saved now")
    @APIResponseSchema(
            value = RestoredResponse.class,
            responseCode = "200",
            responseDescription = "the rule is there again")
    public RestoredResponse revive(@PathParam("id") String id, @BeanParam Asking asking) {
        String by = asking.who().textOr(Answers.UNSAID);
        DeletedRule deleted = book.deleted().stream()
                .filter(rule -> rule.id().toString().equals(id))
                .findFirst()
                .orElseThrow(() -> new EdgexException(
                        ErrorKind.ENTITY_DOES_NOT_EXIST, "there is no deleted rule of the id '" + id + "'"));
        Rule before = understood(deleted.document());
        return restored(new Edit.Revive(deleted, before), deleted.document(), by);
    }

    /** Devices and bounds may be others since: what would not be saved now is not restored either. */
    private RestoredResponse restored(Edit edit, JsonNode document, String by) {
        try {
            requests.savable(document);
        } catch (InvalidRule invalid) {
            throw new EdgexException(
                    ErrorKind.STATUS_CONFLICT, "that version would not be saved now: " + invalid.getMessage());
        }
        Caveats.About about = caveats.about(List.of(edit.name()));
        KnownRule now = Answers.saved(book.apply(List.of(edit), by).getFirst());
        return RestoredResponse.of(now, about.saved(now));
    }

    private Version find(KnownRule rule, String number) {
        return book.versions(rule).stream()
                .filter(version -> Long.toString(version.number()).equals(number))
                .findFirst()
                .orElseThrow(() -> new EdgexException(
                        ErrorKind.ENTITY_DOES_NOT_EXIST,
                        "there is no version '" + number + "' of the rule '"
                                + rule.rule().name() + "'"));
    }

    private Rule understood(JsonNode document) {
        try {
            return book.understood(document);
        } catch (InvalidRule notUnderstood) {
            throw new EdgexException(
                    ErrorKind.STATUS_CONFLICT, "that version is not understood: " + notUnderstood.getMessage());
        }
    }
}
