package io.hearth.rules.book;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hearth.contracts.rest.ApiVersion;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.rules.caller.Asking;
import io.hearth.rules.rule.KnownRule;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** Switches rules on and off over REST, one by its name or all with a label. */
@Path("/rules-engine/api/v3/rule")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RequestScoped
public class RuleSwitchResource {
    private static final int MULTI_STATUS = 207;

    private final RuleBook book;
    private final Caveats caveats;

    RuleSwitchResource(RuleBook book, Caveats caveats) {
        this.book = book;
        this.caveats = caveats;
    }

    /**
     * What became of one rule of many.
     *
     * @param message  why it is not switched; left out when it is
     * @param warnings for which devices what it does otherwise is not done; left out when there is nothing to say
     */
    public record Switched(
            String apiVersion,
            int statusCode,
            String name,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String message,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> warnings) {}

    /** Switches a rule on; one that is on already stays as it is. */
    @PUT
    @Path("/name/{name}/enable")
    @Operation(summary = "Switch a rule on; it begins to watch afresh")
    @APIResponse(responseCode = "404", description = "there is no rule of this name")
    @APIResponseSchema(value = SavedResponse.class, responseCode = "200", responseDescription = "it is on")
    public SavedResponse enable(@PathParam("name") String name, @BeanParam Asking asking) {
        return one(name, true, asking);
    }

    /** Switches a rule off: it is not evaluated, and what it has decided and is not done is withdrawn. */
    @PUT
    @Path("/name/{name}/disable")
    @Operation(
            summary = "Switch a rule off; its waiting actions are withdrawn",
            description = "What it does otherwise is not done, and warnings say for which devices it was active.")
    @APIResponse(responseCode = "404", description = "there is no rule of this name")
    @APIResponseSchema(value = SavedResponse.class, responseCode = "200", responseDescription = "it is off")
    public SavedResponse disable(@PathParam("name") String name, @BeanParam Asking asking) {
        return one(name, false, asking);
    }

    /** Switches all rules with a label on. */
    @PUT
    @Path("/label/{label}/enable")
    @Operation(summary = "Switch all rules with a label on")
    @APIResponse(
            responseCode = "207",
            description = "an item for each rule with the label, none for a label of no rule",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = Switched.class)))
    public Response enableLabelled(@PathParam("label") String label, @BeanParam Asking asking) {
        return all(label, true, asking);
    }

    /** Switches all rules with a label off. */
    @PUT
    @Path("/label/{label}/disable")
    @Operation(summary = "Switch all rules with a label off")
    @APIResponse(
            responseCode = "207",
            description = "an item for each rule with the label, none for a label of no rule",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = Switched.class)))
    public Response disableLabelled(@PathParam("label") String label, @BeanParam Asking asking) {
        return all(label, false, asking);
    }

    private static Edit edit(String name, boolean on) {
        return new Edit.Amend(name, rule -> rule.switched(on));
    }

    private SavedResponse one(String name, boolean on, Asking asking) {
        Caveats.About about = caveats.about(List.of(name));
        KnownRule now =
                Answers.saved(book.apply(List.of(edit(name, on)), asking.who().textOr(Answers.UNSAID))
                        .getFirst());
        return SavedResponse.of("", 200, "", about.left(now));
    }

    private Response all(String label, boolean on, Asking asking) {
        String by = asking.who().textOr(Answers.UNSAID);
        book.requireLoaded();
        List<String> names =
                book.labelled(List.of(label)).map(rule -> rule.rule().name()).toList();
        Caveats.About about = caveats.about(names);
        List<Saving> savings =
                book.apply(names.stream().map(name -> edit(name, on)).toList(), by);
        List<Switched> answers = new ArrayList<>(names.size());
        for (int i = 0; i < names.size(); i++) {
            answers.add(answer(names.get(i), savings.get(i), about));
        }
        return Response.status(MULTI_STATUS)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(answers)
                .build();
    }

    private static Switched answer(String name, Saving saving, Caveats.About about) {
        try {
            return new Switched(ApiVersion.V3, 200, name, "", about.left(Answers.saved(saving)));
        } catch (EdgexException deletedMeanwhile) {
            return new Switched(
                    ApiVersion.V3, deletedMeanwhile.kind().status(), name, deletedMeanwhile.getMessage(), List.of());
        }
    }
}
