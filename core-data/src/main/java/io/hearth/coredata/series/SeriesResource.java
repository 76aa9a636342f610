package io.hearth.coredata.series;

import io.hearth.contracts.rest.ApiVersion;
import io.hearth.coredata.DataConfig;
import io.hearth.coredata.QueryGate;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** Chart data over REST; a route of Hearth's. */
@Path("/core-data/api/v3/reading/device/name/{name}/resourceName/{resource}/series")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class SeriesResource {
    private final Series series;
    private final QueryGate gate;
    private final DataConfig config;

    SeriesResource(Series series, QueryGate gate, DataConfig config) {
        this.series = series;
        this.gate = gate;
        this.config = config;
    }

    /**
     * A series.
     *
     * @param start Unix ns
     * @param end   Unix ns
     * @param from  what the points were made from: hour, minute or reading
     */
    public record SeriesResponse(
            String apiVersion,
            int statusCode,
            String deviceName,
            String resourceName,
            long start,
            long end,
            String from,
            List<Series.Point> points) {}

    /** The series of a device's resource; no points for one that has no numbers. */
    @GET
    public SeriesResponse series(
            @PathParam("name") String device,
            @PathParam("resource") String resource,
            @QueryParam("start") String start,
            @QueryParam("end") String end,
            @QueryParam("points") String points,
            @QueryParam("interval") String interval) {
        Instant now = Clock.systemUTC().instant();
        SeriesQuery query = SeriesQuery.of(
                start,
                end,
                points,
                interval,
                config.series().points(),
                now.getEpochSecond() * 1_000_000_000 + now.getNano());
        Series.Points found = gate.pass(() -> series.read(device, resource, query));
        return new SeriesResponse(
                ApiVersion.V3, 200, device, resource, query.start(), query.end(), found.from(), found.points());
    }
}
