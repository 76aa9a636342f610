package io.hearth.rules.stream;

import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** What a client of a live stream asks for. Each parameter may come several times, and one of each must fit. */
public class Listening {
    @QueryParam("rule")
    List<String> rules;

    @QueryParam("device")
    List<String> devices;

    @QueryParam("label")
    List<String> labels;

    @QueryParam("severity")
    List<String> severities;

    @HeaderParam(HttpHeaders.LAST_EVENT_ID_HEADER)
    @Parameter(description = "the id of the last event that was heard: what came since is told first")
    String lastEventId;

    @Context
    Sse sse;

    /** The events of a feed that are wanted, from now on or from where the client left. */
    Multi<OutboundSseEvent> to(Feed feed) {
        return Events.of(feed, Wish.of(rules, devices, labels, severities), lastEventId, sse);
    }
}
