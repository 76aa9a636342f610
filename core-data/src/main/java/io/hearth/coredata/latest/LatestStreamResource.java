package io.hearth.coredata.latest;

import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.List;

/** Current values as Server-Sent Events; a route of Hearth's. */
@Path("/core-data/api/v3/reading/latest/stream")
public class LatestStreamResource {
    private final LiveValues live;

    LatestStreamResource(LiveValues live) {
        this.live = live;
    }

    /**
     * First the current values of each chosen device, or after a break of those that changed since, then of each that changes.
     * An event's data is {@code {"apiVersion", "deviceName", "readings"}}. A value may come twice; a slow client misses values
     * in between, never the last one.
     *
     * @param names       as of the route without stream
     * @param lastEventId the id of the last event that the client has; anything else counts as none
     */
    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public Multi<OutboundSseEvent> stream(
            @QueryParam("device") List<String> names,
            @HeaderParam(HttpHeaders.LAST_EVENT_ID_HEADER) String lastEventId,
            @Context Sse sse) {
        return Multi.createFrom()
                .publisher(live.listen(DeviceChoice.of(names), position(lastEventId)))
                .map(message -> switch (message) {
                    case LiveValues.Message.Values(long position, String json) ->
                        sse.newEventBuilder()
                                .id(Long.toString(position))
                                .mediaType(MediaType.TEXT_PLAIN_TYPE)
                                .data(String.class, json)
                                .build();
                    case LiveValues.Message.Heartbeat() ->
                        sse.newEventBuilder().comment("alive").build();
                });
    }

    private static long position(String lastEventId) {
        try {
            return lastEventId == null ? 0 : Math.max(0, Long.parseLong(lastEventId.trim()));
        } catch (NumberFormatException notOurs) {
            return 0;
        }
    }
}
