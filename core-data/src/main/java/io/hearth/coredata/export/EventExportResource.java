package io.hearth.coredata.export;

import io.hearth.coredata.store.EventLog;
import io.hearth.coredata.store.Selection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

/** The events of a range over REST, streamed; a route of Hearth's own. */
@Path("/core-data/api/v3/event/export")
@RunOnVirtualThread
public class EventExportResource {
    private final EventLog log;
    private final Exports exports;

    EventExportResource(EventLog log, Exports exports) {
        this.log = log;
        this.exports = exports;
    }

    /**
     * The events, newest first.
     *
     * @param device the one whose they are; all without
     * @param start  Unix ns, included; no bound without, likewise {@code end}
     * @param format {@code csv}, which is the default, or {@code jsonl}
     */
    @GET
    public Response events(
            @QueryParam("device") String device,
            @QueryParam("start") String start,
            @QueryParam("end") String end,
            @QueryParam("format") String format,
            @Context RoutingContext request) {
        Format lines = Format.of(format);
        Selection selection = Exports.selection(device, start, end);
        return exports.answer("events", () -> log.events(selection), lines, lines::event, request);
    }
}
