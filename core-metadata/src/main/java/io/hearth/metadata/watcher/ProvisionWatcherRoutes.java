package io.hearth.metadata.watcher;

import io.hearth.contracts.metadata.MultiProvisionWatchersResponse;
import io.hearth.runtime.rest.Paging;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Provision watchers over REST: a device service asks for its own when it starts. None can be added so far. */
@Path("/core-metadata/api/v3/provisionwatcher")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "provision watchers")
public class ProvisionWatcherRoutes {
    private final Paging paging;

    ProvisionWatcherRoutes(Paging paging) {
        this.paging = paging;
    }

    @GET
    @Path("/service/name/{name}")
    @Operation(summary = "Lists the provision watchers of a device service")
    public MultiProvisionWatchersResponse ofService(
            @PathParam("name") String name, @QueryParam("offset") String offset, @QueryParam("limit") String limit) {
        paging.page(offset, limit);
        return MultiProvisionWatchersResponse.of(0, List.of());
    }
}
