package io.hearth.rules.backtest;

import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.rules.document.DocumentText;
import io.hearth.rules.document.InvalidRule;
import io.hearth.rules.replica.OwnTurn;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Tries rules over REST; changes nothing. */
@Path("/rules-engine/api/v3/rule")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class TrialResource {
    private final Trials trials;
    private final OwnTurn turn;

    TrialResource(Trials trials, OwnTurn turn) {
        this.trials = trials;
        this.turn = turn;
    }

    /** What a rule does on the readings of the request, or on those that were recorded last. */
    @POST
    @Path("/try")
    @Operation(summary = "Try a rule on given readings, or with last on what was recorded last; changes nothing")
    @RequestBody(
            required = true,
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "TrialRequest")))
    @APIResponse(responseCode = "200", description = "what it would have come to, and done")
    @APIResponse(responseCode = "400", description = "not a rule, or no readings: the field and what is allowed")
    @APIResponse(responseCode = "404", description = "there is no rule of this name")
    @APIResponse(responseCode = "413", description = "with last: more readings or devices than allowed")
    @APIResponse(responseCode = "502", description = "with last: core-data does not answer")
    @APIResponse(responseCode = "503", description = "as many are under way as there may be")
    public TrialResponse given(byte[] body) {
        return answer(body, trials::given);
    }

    /** What a rule would have done on what was recorded. */
    @POST
    @Path("/backtest")
    @Operation(summary = "Run a rule, saved or not, over what core-data has recorded; changes nothing")
    @RequestBody(
            required = true,
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "BacktestRequest")))
    @APIResponse(responseCode = "200", description = "when it would have fired, cleared and acted, for each device")
    @APIResponse(responseCode = "400", description = "not a rule, or no time: the field and what is allowed")
    @APIResponse(responseCode = "404", description = "there is no rule of this name")
    @APIResponse(responseCode = "413", description = "more readings or devices than allowed")
    @APIResponse(responseCode = "502", description = "core-data does not answer")
    @APIResponse(responseCode = "503", description = "as many are under way as there may be")
    public TrialResponse recorded(byte[] body) {
        return answer(body, trials::recorded);
    }

    private TrialResponse answer(byte[] body, Function<JsonNode, TrialResponse> trial) {
        turn.require();
        try {
            return trial.apply(DocumentText.parse(body));
        } catch (InvalidRule invalid) {
            throw new EdgexException(ErrorKind.CONTRACT_INVALID, invalid.getMessage());
        }
    }
}
