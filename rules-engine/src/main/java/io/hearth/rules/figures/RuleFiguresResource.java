package io.hearth.rules.figures;

import io.hearth.contracts.rest.ApiVersion;
import io.hearth.rules.action.Actions;
import io.hearth.rules.book.RuleBook;
import io.hearth.rules.engine.RuleFigures;
import io.hearth.rules.rule.KnownRule;
import io.hearth.runtime.rest.Paging;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** What rules did, in figures, over REST. */
@Path("/rules-engine/api/v3/rule")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RequestScoped
public class RuleFiguresResource {
    private final RuleBook book;
    private final Evaluations evaluations;
    private final ActionCounts counts;
    private final Actions actions;
    private final Paging paging;

    RuleFiguresResource(RuleBook book, Evaluations evaluations, ActionCounts counts, Actions actions, Paging paging) {
        this.book = book;
        this.evaluations = evaluations;
        this.counts = counts;
        this.actions = actions;
        this.paging = paging;
    }

    /** The figures of one rule. */
    public record FiguresResponse(String apiVersion, int statusCode, FiguresView figures) {}

    /** A page of figures, of the rules made first in front. */
    public record MultiFiguresResponse(String apiVersion, int statusCode, long totalCount, List<FiguresView> figures) {}

    /** The figures of one rule. */
    @GET
    @Path("/name/{name}/figures")
    @Operation(summary = "What a rule did since the start, in figures")
    @APIResponse(responseCode = "404", description = "there is no rule of this name")
    @APIResponseSchema(
            value = FiguresResponse.class,
            responseCode = "200",
            responseDescription = "the figures of the rule")
    public FiguresResponse byName(@PathParam("name") String name) {
        return new FiguresResponse(ApiVersion.V3, 200, figures(book.named(name), waiting()));
    }

    /** The figures of all rules, or those with labels. */
    @GET
    @Path("/figures/all")
    @Operation(summary = "What rules did since the start, in figures")
    @APIResponseSchema(
            value = MultiFiguresResponse.class,
            responseCode = "200",
            responseDescription = "a page of figures")
    public MultiFiguresResponse all(
            @QueryParam("offset") String offset,
            @QueryParam("limit") String limit,
            @QueryParam("labels") String labels) {
        RuleBook.Listing listing = book.page(paging.page(offset, limit), Paging.labels(labels));
        Map<UUID, Waiting> waiting = waiting();
        return new MultiFiguresResponse(
                ApiVersion.V3,
                200,
                listing.total(),
                listing.rules().stream().map(rule -> figures(rule, waiting)).toList());
    }

    private Map<UUID, Waiting> waiting() {
        return Waiting.byRule(actions.waiting());
    }

    private FiguresView figures(KnownRule rule, Map<UUID, Waiting> waiting) {
        return FiguresView.of(
                rule,
                evaluations.of(rule.id()).orElse(RuleFigures.NOTHING),
                counts.of(rule.id()),
                waiting.getOrDefault(rule.id(), Waiting.NONE));
    }
}
