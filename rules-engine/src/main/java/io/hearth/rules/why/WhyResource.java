package io.hearth.rules.why;

import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.rules.book.RuleBook;
import io.hearth.rules.caller.Body;
import io.hearth.rules.engine.RuleFigures;
import io.hearth.rules.engine.RuleFigures.LastError;
import io.hearth.rules.figures.Evaluations;
import io.hearth.rules.rule.KnownRule;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** Why a rule did or did not, over REST; a route of Hearth's own. */
@Path("/rules-engine/api/v3/rule/name/{name}/why")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RequestScoped
public class WhyResource {
    private final RuleBook book;
    private final Standing.Source standings;
    private final Evaluations evaluations;
    private final Explanation explanation;

    WhyResource(RuleBook book, Standing.Source standings, Evaluations evaluations, Explanation explanation) {
        this.book = book;
        this.standings = standings;
        this.evaluations = evaluations;
        this.explanation = explanation;
    }

    /** Why a rule is as it is for a device, and what became of it lately. */
    @GET
    @Operation(
            summary = "Why a rule did or did not: values, state, timers, what became of it lately",
            description = "The device may be left out when the rule is about one only.")
    @APIResponse(responseCode = "400", description = "the rule is about several devices and none was named")
    @APIResponse(responseCode = "404", description = "there is no such rule, or it is not about this device")
    @APIResponseSchema(value = WhyView.class, responseCode = "200", responseDescription = "why")
    public WhyView why(
            @PathParam("name") String name, @QueryParam("device") @Parameter(example = "livingroom") String device) {
        KnownRule rule = book.named(name);
        List<Standing> all = standings.of(rule.id());
        if (!rule.rule().enabled()) {
            return explanation.ofOneSwitchedOff(rule, device == null ? "" : device);
        }
        Optional<LastError> leftAlone =
                all.isEmpty() ? evaluations.of(rule.id()).flatMap(RuleFigures::lastError) : Optional.empty();
        return leftAlone
                .map(why -> explanation.ofOneNotEvaluated(rule, device == null ? "" : device, why.text()))
                .orElseGet(() -> explanation.of(rule, standing(rule, all, device)));
    }

    private static Standing standing(KnownRule rule, List<Standing> all, String device) {
        String name = rule.rule().name();
        if (device != null && !device.isEmpty()) {
            return all.stream()
                    .filter(standing -> standing.device().equals(device))
                    .findFirst()
                    .orElseThrow(() -> new EdgexException(
                            ErrorKind.ENTITY_DOES_NOT_EXIST,
                            "rule '" + name + "' is not about device '" + device + "'"));
        }
        if (all.size() != 1) {
            throw Body.invalid("query parameter device is missing, rule '" + name + "' is about " + all.size()
                    + " devices; allowed is one of "
                    + all.stream().limit(20).map(Standing::device).toList());
        }
        return all.getFirst();
    }
}
