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

/** Changes of alarms as Server-Sent Events; a route of Hearth's own. */
@Path("/rules-engine/api/v3/alarm/stream")
@RequestScoped
public class AlarmStreamResource {
    private final Streams streams;

    AlarmStreamResource(Streams streams) {
        this.streams = streams;
    }

    /** Changes of alarms from now on, or after a break from where it began. */
    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(
            summary = "Changes of alarms as Server-Sent Events",
            description =
                    "Events are raised, ended, acknowledged, commented, shelved, unshelved and replaced, with the alarm "
                            + "as it is then; else as the stream of rules.")
    @APIResponse(
            responseCode = "200",
            description = "events, until the client or the service ends it",
            content = @Content(mediaType = MediaType.SERVER_SENT_EVENTS, schema = @Schema(type = SchemaType.STRING)))
    @APIResponse(responseCode = "503", description = "too many clients listen already")
    public Multi<OutboundSseEvent> stream(@BeanParam Listening listening) {
        return listening.to(streams.alarms());
    }
}
