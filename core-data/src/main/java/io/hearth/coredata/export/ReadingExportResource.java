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
import java.util.List;
import java.util.Set;

/** The readings of a range over REST, streamed; a route of Hearth's own. */
@Path("/core-data/api/v3/reading/export")
@RunOnVirtualThread
public class ReadingExportResource {
    private final EventLog log;
    private final Exports exports;

    ReadingExportResource(EventLog log, Exports exports) {
        this.log = log;
        this.exports = exports;
    }

    /**
     * The readings, newest first.
     *
     * @param device the one whose they are; all without
     * @param resources those that the readings are of; all without
     * @param start  Unix ns, included; no bound without, likewise {@code end}
     * @param format {@code csv}, which is the default, or {@code jsonl}
     */
    @GET
    public Response readings(
            @QueryParam("device") String device,
            @QueryParam("resource") List<String> resources,
            @QueryParam("start") String start,
            @QueryParam("end") String end,
            @QueryParam("format") String format,
            @Context RoutingContext request) {
        Format lines = Format.of(format);
        Selection selection = Exports.selection(device, start, end).of(Set.copyOf(resources));
        return exports.answer("readings", () -> log.readings(selection), lines, lines::reading, request);
    }
}
