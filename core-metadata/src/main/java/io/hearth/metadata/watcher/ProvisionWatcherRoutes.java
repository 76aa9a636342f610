package io.hearth.metadata.watcher;

import io.hearth.contracts.metadata.AddProvisionWatcherRequest;
import io.hearth.contracts.metadata.MultiProvisionWatchersResponse;
import io.hearth.contracts.metadata.ProvisionWatcherResponse;
import io.hearth.contracts.metadata.UpdateProvisionWatcherRequest;
import io.hearth.contracts.rest.BaseResponse;
import io.hearth.metadata.rest.ListQuery;
import io.hearth.metadata.rest.ListRequests;
import io.hearth.metadata.store.Kinds;
import io.hearth.runtime.rest.Paging;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Provision watchers over REST (EdgeX API, core-metadata): a device service asks for its own when it starts. */
@Path("/core-metadata/api/v3/provisionwatcher")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "provision watchers")
public class ProvisionWatcherRoutes {
    private final ProvisionWatchers watchers;
    private final ListRequests requests;
    private final Paging paging;

    ProvisionWatcherRoutes(ProvisionWatchers watchers, ListRequests requests, Paging paging) {
        this.watchers = watchers;
        this.requests = requests;
        this.paging = paging;
    }

    @POST
    @Operation(summary = "Adds provision watchers")
    public Response add(byte[] body) {
        return requests.answer(body, AddProvisionWatcherRequest.class, watchers::add);
    }

    @PATCH
    @Operation(summary = "Changes the named fields of provision watchers")
    public Response update(byte[] body) {
        return requests.answer(body, UpdateProvisionWatcherRequest.class, watchers::update);
    }

    @GET
    @Path("/all")
    @Operation(summary = "Lists provision watchers, or those that have all the labels")
    public MultiProvisionWatchersResponse all(@BeanParam ListQuery query) {
        return watchers.list(query.labelled(), query.page(paging));
    }

    @GET
    @Path("/service/name/{name}")
    @Operation(summary = "Lists the provision watchers of a device service")
    public MultiProvisionWatchersResponse ofService(@PathParam("name") String name, @BeanParam ListQuery query) {
        return watchers.list(List.of(Kinds.ofService(name)), query.page(paging));
    }

    @GET
    @Path("/profile/name/{name}")
    @Operation(summary = "Lists the provision watchers that give devices a profile")
    public MultiProvisionWatchersResponse ofProfile(@PathParam("name") String name, @BeanParam ListQuery query) {
        return watchers.list(List.of(Kinds.ofProfile(name)), query.page(paging));
    }

    @GET
    @Path("/name/{name}")
    @Operation(summary = "Reads a provision watcher")
    public ProvisionWatcherResponse get(@PathParam("name") String name) {
        return ProvisionWatcherResponse.of(watchers.get(name));
    }

    @DELETE
    @Path("/name/{name}")
    @Operation(summary = "Deletes a provision watcher")
    public BaseResponse delete(@PathParam("name") String name) {
        watchers.delete(name);
        return BaseResponse.ok("", 200);
    }
}
