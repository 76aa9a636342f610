package io.hearth.rules.figures;

import io.hearth.contracts.rest.ApiVersion;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.rules.action.Actions;
import io.hearth.rules.action.Intent;
import io.hearth.rules.book.RuleBook;
import io.hearth.rules.engine.Evaluator;
import io.hearth.rules.rule.KnownRule;
import io.hearth.runtime.rest.Page;
import io.hearth.runtime.rest.Paging;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

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

    /**
     * What became of a rule's actions since the start; times are ISO 8601 and absent before the first.
     *
     * @param waiting   how many wait or are under way now
     * @param lastError why the last one that was not done was not
     */
    public record ActionFigures(
            long done,
            long failed,
            long unconfirmed,
            long waiting,
            String lastDone,
            String lastFailed,
            String lastError) {}

    /**
     * What a rule did since the start of the service; times are ISO 8601 and absent before the first.
     *
     * @param devices how many devices it is about now; 0 while it is switched off
     * @param states  how many of them are in which state
     * @param firings how often it acted; those that were held back are counted by what held them back: it fires too often
     *     (limited), its actions succeeded not long ago (cooledDown), a silence (silenced), its own actions (looped)
     */
    public record Figures(
            String name,
            boolean enabled,
            int devices,
            Map<String, Integer> states,
            long evaluations,
            long firings,
            long limited,
            long cooledDown,
            long silenced,
            long looped,
            String lastChange,
            String lastFiring,
            String lastError,
            ActionFigures actions) {
        static Figures of(KnownRule rule, Evaluator.RuleFigures evaluated, Acted acted, long waiting) {
            return new Figures(
                    rule.rule().name(),
                    rule.rule().enabled(),
                    evaluated.subjects(),
                    evaluated.states(),
                    evaluated.evaluations(),
                    evaluated.firings(),
                    evaluated.limited(),
                    evaluated.cooledDown(),
                    evaluated.silenced(),
                    evaluated.looped(),
                    text(evaluated.lastChange()),
                    text(evaluated.lastFiring()),
                    evaluated.lastError().orElse(null),
                    new ActionFigures(
                            acted.done(),
                            acted.failed(),
                            acted.unconfirmed(),
                            waiting,
                            text(acted.lastDone()),
                            text(acted.lastFailed()),
                            acted.lastError().orElse(null)));
        }

        private static String text(Optional<Instant> time) {
            return time.map(Instant::toString).orElse(null);
        }
    }

    /** The figures of one rule. */
    public record FiguresResponse(String apiVersion, int statusCode, Figures figures) {}

    /** A page of figures, of the rules made first in front. */
    public record MultiFiguresResponse(String apiVersion, int statusCode, long totalCount, List<Figures> figures) {}

    /** The figures of one rule. */
    @GET
    @Path("/name/{name}/figures")
    @Operation(summary = "What a rule did since the start, in figures")
    @APIResponse(responseCode = "404", description = "there is no rule of this name")
    public FiguresResponse byName(@PathParam("name") String name) {
        book.requireLoaded();
        KnownRule rule = book.byName(name)
                .orElseThrow(
                        () -> new EdgexException(ErrorKind.ENTITY_DOES_NOT_EXIST, "there is no rule '" + name + "'"));
        return new FiguresResponse(ApiVersion.V3, 200, figures(rule, waiting()));
    }

    /** The figures of all rules, or those with labels. */
    @GET
    @Path("/figures/all")
    @Operation(summary = "What rules did since the start, in figures")
    public MultiFiguresResponse all(
            @QueryParam("offset") String offset,
            @QueryParam("limit") String limit,
            @QueryParam("labels") String labels) {
        Page page = paging.page(offset, limit);
        book.requireLoaded();
        List<String> wanted = Paging.labels(labels);
        long total = wanted.isEmpty() ? book.size() : book.labelled(wanted).count();
        Stream<KnownRule> rules =
                page.within(total) ? book.labelled(wanted).skip(page.offset()).limit(page.limit()) : Stream.empty();
        Map<UUID, Long> waiting = waiting();
        return new MultiFiguresResponse(
                ApiVersion.V3,
                200,
                total,
                rules.map(rule -> figures(rule, waiting)).toList());
    }

    private Map<UUID, Long> waiting() {
        return actions.waiting().stream().collect(Collectors.groupingBy(Intent::ruleId, Collectors.counting()));
    }

    private Figures figures(KnownRule rule, Map<UUID, Long> waiting) {
        return Figures.of(
                rule,
                evaluations.of(rule.id()).orElse(Evaluations.NOTHING),
                counts.of(rule.id()),
                waiting.getOrDefault(rule.id(), 0L));
    }
}
