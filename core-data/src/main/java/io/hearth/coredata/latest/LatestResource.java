package io.hearth.coredata.latest;

import io.hearth.contracts.event.MultiReadingsResponse;
import io.hearth.contracts.event.Reading;
import io.hearth.coredata.QueryGate;
import io.hearth.coredata.store.Devices;
import io.hearth.coredata.store.Latest;
import io.hearth.runtime.rest.Page;
import io.hearth.runtime.rest.Paging;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** Current values over REST; a route of Hearth's. */
@Path("/core-data/api/v3/reading/latest")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class LatestResource {
    private final Latest latest;
    private final Devices devices;
    private final Paging paging;
    private final QueryGate gate;

    LatestResource(Latest latest, Devices devices, Paging paging, QueryGate gate) {
        this.latest = latest;
        this.devices = devices;
        this.paging = paging;
        this.gate = gate;
    }

    /**
     * The newest reading of each resource, ordered by device and resource. Offset and limit count devices, and so does the
     * total; without a limit as many devices are answered as are allowed.
     *
     * @param names devices, each its own parameter or a comma list; none for all. An unknown one has no readings.
     */
    @GET
    public MultiReadingsResponse latest(
            @QueryParam("device") List<String> names,
            @QueryParam("offset") String offset,
            @QueryParam("limit") String limit) {
        Page page = paging.page(offset, limit == null ? "-1" : limit);
        return gate.pass(() -> {
            DeviceChoice choice = DeviceChoice.of(names);
            List<String> chosen = (choice.isAll() ? devices.names() : choice.known(devices.names()))
                    .stream().sorted().toList();
            List<Reading> readings = latest.of(page.of(chosen));
            return MultiReadingsResponse.of(chosen.size(), readings);
        });
    }
}
