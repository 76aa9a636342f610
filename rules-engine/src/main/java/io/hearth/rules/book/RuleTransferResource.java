package io.hearth.rules.book;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import io.hearth.contracts.codec.Json;
import io.hearth.contracts.rest.ApiVersion;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.rules.caller.Asking;
import io.hearth.rules.document.DocumentText;
import io.hearth.rules.document.RuleWriter;
import io.hearth.rules.rule.KnownRule;
import io.hearth.rules.rule.Rule;
import io.hearth.runtime.rest.Paging;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** All rules in one document, out and in, over REST. */
@Path("/rules-engine/api/v3/rule")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RequestScoped
public class RuleTransferResource {
    private static final String MERGE = "merge";
    private static final String REPLACE = "replace";
    private static final int MOST_REASONS = 20;

    private final RuleBook book;
    private final RuleRequests requests;

    RuleTransferResource(RuleBook book, RuleRequests requests) {
        this.book = book;
        this.requests = requests;
    }

    /**
     * What became of a rule.
     *
     * @param result added, changed, unchanged or removed
     */
    public record Taken(String name, String result, int statusCode) {
        static Taken of(Saving saving) {
            return switch (saving) {
                case Saving.Added(KnownRule rule) -> new Taken(rule.rule().name(), "added", 201);
                case Saving.Changed(KnownRule rule) -> new Taken(rule.rule().name(), "changed", 200);
                case Saving.Unchanged(KnownRule rule) -> new Taken(rule.rule().name(), "unchanged", 200);
                case Saving.Removed(KnownRule rule) -> new Taken(rule.rule().name(), "removed", 200);
                case Saving.NameInUse(String name) -> throw new IllegalStateException(name);
                case Saving.NotFound(String name) -> throw new IllegalStateException(name);
                case Saving.Full(int most) ->
                    throw new EdgexException(
                            ErrorKind.LIMIT_EXCEEDED,
                            "with these there would be more than " + most + " rules, as many as there may be");
            };
        }
    }

    /**
     * What became of all.
     *
     * @param dryRun true when nothing has changed; left out otherwise
     * @param rules  an item for each rule of the document in its order, then for each that was removed
     */
    public record ImportResponse(
            String apiVersion,
            int statusCode,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean dryRun,
            long added,
            long changed,
            long unchanged,
            long removed,
            List<Taken> rules) {
        static ImportResponse of(List<Taken> rules, boolean dryRun) {
            return new ImportResponse(
                    ApiVersion.V3,
                    200,
                    dryRun,
                    count(rules, "added"),
                    count(rules, "changed"),
                    count(rules, "unchanged"),
                    count(rules, "removed"),
                    rules);
        }

        private static long count(List<Taken> rules, String result) {
            return rules.stream().filter(rule -> rule.result().equals(result)).count();
        }
    }

    /** All rules as one document, which {@link #take} takes; sent as it is written, however many they are. */
    @GET
    @Path("/export")
    @Operation(summary = "All rules, or those with labels, as one document, which import takes")
    @APIResponse(
            responseCode = "200",
            description = "the rules, those made first in front",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = MultiRulesResponse.class)))
    public Response export(@QueryParam("labels") String labels) {
        book.requireLoaded();
        List<KnownRule> rules = book.labelled(Paging.labels(labels)).toList();
        StreamingOutput document = out -> write(rules, out);
        return Response.ok(document, MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"rules.json\"")
                .build();
    }

    private static void write(List<KnownRule> rules, OutputStream out) throws IOException {
        try (JsonGenerator json = Json.mapper().createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("apiVersion", ApiVersion.V3);
            json.writeNumberField("statusCode", 200);
            json.writeNumberField("totalCount", rules.size());
            json.writeArrayFieldStart("rules");
            for (KnownRule rule : rules) {
                json.writePOJO(RuleWriter.write(rule.rule()));
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    /** Takes all rules of a document, or none of them when one of it is not a rule. */
    @POST
    @Path("/import")
    @Operation(summary = "Take all rules of a document; when one of them is no rule, none is taken")
    @Parameter(name = "mode", description = "merge (default) keeps the rules that are not in it, replace deletes them")
    @Parameter(name = "dryRun", description = "true: answer what would happen, and change nothing")
    @RequestBody(
            required = true,
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "ImportRequest")))
    @APIResponse(responseCode = "200", description = "what became of each rule")
    @APIResponse(responseCode = "400", description = "what is no rule, each with its reason; nothing has changed")
    @APIResponse(responseCode = "413", description = "there would be too many rules; nothing has changed")
    public ImportResponse take(
            byte[] body,
            @QueryParam("mode") String mode,
            @QueryParam("dryRun") String dryRun,
            @BeanParam Asking asking) {
        boolean others = oneOf("mode", mode, MERGE, REPLACE).equals(REPLACE);
        boolean dry = Boolean.parseBoolean(oneOf("dryRun", dryRun, "false", "true"));
        String by = asking.who().textOr(Answers.UNSAID);
        List<Rule> rules = RuleRequests.invalidAsRefused(() -> requests.all(DocumentText.parse(body), MOST_REASONS));
        return ImportResponse.of(
                book.takeIn(rules, others, dry, by).stream().map(Taken::of).toList(), dry);
    }

    private static String oneOf(String name, String text, String absent, String other) {
        if (text == null || text.isEmpty() || text.equals(absent)) {
            return absent;
        }
        if (text.equals(other)) {
            return other;
        }
        throw new EdgexException(
                ErrorKind.CONTRACT_INVALID,
                "query parameter " + name + " is '" + text + "', allowed is " + absent + " or " + other);
    }
}
