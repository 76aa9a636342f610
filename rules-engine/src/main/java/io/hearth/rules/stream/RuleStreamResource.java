package io.hearth.rules.stream;

import io.smallrye.mutiny.Multi;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Changes of rules' states as Server-Sent Events; a route of Hearth's own. */
@Path("/rules-engine/api/v3/rule/stream")
@RequestScoped
public class RuleStreamResource {
    private final Streams streams;

    RuleStreamResource(Streams streams) {
        this.streams = streams;
    }

    /** Changes of rules' states from now on, or after a break from where it began. */
    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(
            summary = "Changes of rules' states as Server-Sent Events",
            description =
                    "Events are state and decision (a rule acted, or was kept from it, without a change of state). "
                            + "Each parameter may come several times, one must fit. With Last-Event-ID what came since is told first; the "
                            + "event gap says that this is not kept any more, the event closed why the stream ends.")
    @APIResponse(
            responseCode = "200",
            description = "events, until the client or the service ends it",
            content = @Content(mediaType = MediaType.SERVER_SENT_EVENTS, schema = @Schema(type = SchemaType.STRING)))
    @APIResponse(responseCode = "503", description = "too many clients listen already")
    public Multi<OutboundSseEvent> stream(@BeanParam Listening listening) {
        return listening.to(streams.rules());
    }
}
