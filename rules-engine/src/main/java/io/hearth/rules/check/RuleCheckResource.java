package io.hearth.rules.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.contracts.rest.ApiVersion;
import io.hearth.rules.device.DeviceCatalog;
import io.hearth.rules.document.DocumentText;
import io.hearth.rules.document.InvalidRule;
import io.hearth.rules.document.RuleDocument;
import io.hearth.rules.document.RuleReader;
import io.hearth.rules.document.RuleSchema;
import io.hearth.rules.replica.OwnTurn;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Looks at rules over REST before they are saved; changes nothing. */
@Path("/rules-engine/api/v3/rule")
@RunOnVirtualThread
public class RuleCheckResource {
    private static final int DEVICES_SHOWN = 1_000;

    private final RuleReader reader;
    private final RuleCheck check;
    private final DeviceCatalog catalog;
    private final OwnTurn turn;
    private final JsonNode schema = RuleSchema.read();

    RuleCheckResource(RuleReader reader, RuleCheck check, DeviceCatalog catalog, OwnTurn turn) {
        this.reader = reader;
        this.check = check;
        this.catalog = catalog;
        this.turn = turn;
    }

    /**
     * What is to be said of a rule.
     *
     * @param valid       whether it would be saved
     * @param errors      why it would not
     * @param warnings    what it names and is not there
     * @param deviceCount for how many devices it would be watched now
     * @param devices     their names in order, the first thousand
     */
    public record Verdict(
            String apiVersion,
            int statusCode,
            boolean valid,
            List<Finding> errors,
            List<Finding> warnings,
            int deviceCount,
            List<String> devices) {
        static Verdict of(Findings findings, Set<String> devices) {
            return new Verdict(
                    ApiVersion.V3,
                    200,
                    findings.errors().isEmpty(),
                    findings.errors(),
                    findings.warnings(),
                    devices.size(),
                    devices.stream().sorted().limit(DEVICES_SHOWN).toList());
        }
    }

    /** Whether a rule would be saved, and which devices it is about. */
    @POST
    @Path("/validate")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Check a rule and show the devices that it matches; changes nothing")
    @RequestBody(
            required = true,
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "Rule")))
    @APIResponse(responseCode = "200", description = "whether it would be saved, errors, warnings, matched devices")
    public Verdict validate(byte[] body) {
        turn.require();
        try {
            RuleDocument document = reader.readDocument(DocumentText.parse(body));
            return Verdict.of(check.of(document), catalog.of(document.rule().subject()));
        } catch (InvalidRule invalid) {
            return Verdict.of(Findings.errors(List.of(new Finding("", invalid.getMessage()))), Set.of());
        }
    }

    /** The JSON Schema of the rule document, for editors. */
    @GET
    @Path("/schema")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "The JSON Schema (draft 2020-12) of the rule document")
    @APIResponse(
            responseCode = "200",
            description = "the schema",
            content = @Content(schema = @Schema(type = SchemaType.OBJECT)))
    public String schema() {
        return schema.toString();
    }
}
