package io.hearth.rules.book;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hearth.rules.caller.Asking;
import io.hearth.rules.document.RuleWriter;
import io.hearth.rules.engine.Engine;
import io.hearth.rules.rule.KnownRule;
import io.hearth.runtime.rest.Paging;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** Rules over REST, in EdgeX's conventions. */
@Path("/rules-engine/api/v3/rule")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@RunOnVirtualThread
public class RuleResource {
    private static final int OK = 200;
    private static final int CREATED = 201;

    private final RuleBook book;
    private final Engine engine;
    private final RuleRequests requests;
    private final Caveats caveats;
    private final Paging paging;

    RuleResource(RuleBook book, Engine engine, RuleRequests requests, Caveats caveats, Paging paging) {
        this.book = book;
        this.engine = engine;
        this.requests = requests;
        this.caveats = caveats;
        this.paging = paging;
    }

    /** Adds rules: 201 for one bare rule, 207 with an item each for a list. */
    @POST
    @Operation(summary = "Add one rule, a list of rules, or a list of EdgeX request envelopes")
    @RequestBody(
            required = true,
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "RulesRequest")))
    @APIResponse(
            responseCode = "201",
            description = "the rule is stored and at work; warnings name what is not there",
            content = @Content(schema = @Schema(implementation = SavedResponse.class)))
    @APIResponse(
            responseCode = "207",
            description = "for a list: an item with its own status for each rule",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = SavedResponse.class)))
    @APIResponse(responseCode = "400", description = "not a rule: the field, its value and what is allowed")
    @APIResponse(responseCode = "409", description = "a rule of this name exists")
    @APIResponse(responseCode = "413", description = "there are as many rules as there may be")
    public Response add(byte[] body, @BeanParam Asking asking) {
        return answer(requests.read(body), Edit.Add::new, asking, CREATED);
    }

    /** Replaces rules by their name: 200 for one bare rule, 207 with an item each for a list. */
    @PUT
    @Operation(summary = "Replace rules by their name; this is also how they are switched on and off")
    @RequestBody(
            required = true,
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "RulesRequest")))
    @APIResponse(
            responseCode = "200",
            description = "the rule is stored and at work; warnings name what is not there, and what it leaves undone",
            content = @Content(schema = @Schema(implementation = SavedResponse.class)))
    @APIResponse(
            responseCode = "207",
            description = "for a list: an item with its own status for each rule",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = SavedResponse.class)))
    @APIResponse(responseCode = "400", description = "not a rule: the field, its value and what is allowed")
    @APIResponse(responseCode = "404", description = "there is no rule of this name")
    public Response change(byte[] body, @BeanParam Asking asking) {
        return answer(requests.read(body), Edit.Replace::new, asking, OK);
    }

    /** Changes some fields of rules: 200 for one, 207 with an item each for a list. */
    @PATCH
    @Operation(summary = "Change some fields of rules; what is not given, or null, stays as it is")
    @RequestBody(
            required = true,
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "AmendmentsRequest")))
    @APIResponse(
            responseCode = "200",
            description = "the rule is stored and at work; warnings name what is not there",
            content = @Content(schema = @Schema(implementation = SavedResponse.class)))
    @APIResponse(
            responseCode = "207",
            description = "for a list: an item with its own status for each rule",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = SavedResponse.class)))
    @APIResponse(
            responseCode = "400",
            description = "not a rule with these fields: the field, its value and what is allowed")
    @APIResponse(responseCode = "404", description = "there is no rule of this name")
    public Response amend(byte[] body, @BeanParam Asking asking) {
        return answer(requests.amendments(body), this::amendment, asking, OK);
    }

    private Edit amendment(ObjectNode fields) {
        return new Edit.Amend(fields.path("name").asText(), rule -> requests.amended(rule, fields));
    }

    /** All rules, those made first in front; {@code labels} are labels that a rule must all have. */
    @GET
    @Path("/all")
    @Operation(summary = "All rules, those made first in front")
    @APIResponseSchema(value = MultiRulesResponse.class, responseCode = "200", responseDescription = "a page of rules")
    public MultiRulesResponse all(
            @QueryParam("offset") String offset,
            @QueryParam("limit") String limit,
            @QueryParam("labels") String labels) {
        RuleBook.Listing listing = book.page(paging.page(offset, limit), Paging.labels(labels));
        return MultiRulesResponse.of(
                listing.total(),
                listing.rules().stream()
                        .map(rule -> RuleWriter.write(rule.rule()))
                        .toList());
    }

    /** One rule, with its state for each device. */
    @GET
    @Path("/name/{name}")
    @Operation(summary = "One rule, with its present state for each device that it watches")
    @APIResponse(responseCode = "404", description = "there is no rule of this name")
    @APIResponseSchema(
            value = RuleResponse.class,
            responseCode = "200",
            responseDescription = "the rule, and how it is for each of its devices")
    public RuleResponse byName(@PathParam("name") String name) {
        KnownRule rule = book.named(name);
        return RuleResponse.of(rule, engine.status(rule.id()));
    }

    /** Deletes a rule. What it had decided and what is not done yet is not done any more. */
    @DELETE
    @Path("/name/{name}")
    @Operation(
            summary = "Delete a rule; its waiting actions are withdrawn",
            description = "What it does otherwise is not done, and warnings say for which devices it was active.")
    @APIResponse(responseCode = "404", description = "there is no rule of this name")
    @APIResponseSchema(value = SavedResponse.class, responseCode = "200", responseDescription = "it is deleted")
    public SavedResponse delete(@PathParam("name") String name, @BeanParam Asking asking) {
        Caveats.About about = caveats.about(List.of(name));
        Answers.saved(book.apply(List.of(new Edit.Remove(name)), asking.who().textOr(Answers.UNSAID))
                .getFirst());
        return SavedResponse.of("", OK, "", about.removed(name));
    }

    private <T> Response answer(RuleRequests.Parts<T> asked, Function<T, Edit> edit, Asking asking, int status) {
        String by = asking.who().textOr(Answers.UNSAID);
        return switch (asked) {
            case RuleRequests.Parts.One<T>(T one) -> {
                List<Edit> edits = List.of(edit.apply(one));
                Answers.Success success = success(edits, status);
                yield Answers.one(book.apply(edits, by).getFirst(), success);
            }
            case RuleRequests.Parts.Many<T>(var items) -> {
                List<Edit> edits =
                        items.stream().map(item -> edit.apply(item.content())).toList();
                Answers.Success success = success(edits, status);
                yield Answers.many(
                        items.stream().map(RuleRequests.Part::requestId).toList(), book.apply(edits, by), success);
            }
        };
    }

    /** Before the edits are made: what they leave as it is is not known any more when they are. */
    private Answers.Success success(List<Edit> edits, int status) {
        Caveats.About about = caveats.about(edits.stream().map(Edit::name).toList());
        return (requestId, rule) -> new Answers.Success.Body(
                status,
                SavedResponse.of(
                        requestId, status, status == CREATED ? rule.id().toString() : "", about.saved(rule)));
    }
}
