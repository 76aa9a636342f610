package io.hearth.metadata.profile;

import io.hearth.contracts.metadata.AddDeviceResourceRequest;
import io.hearth.contracts.metadata.UpdateDeviceResourceRequest;
import io.hearth.contracts.rest.BaseResponse;
import io.hearth.metadata.rest.ListRequests;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Changes to the resources of device profiles over REST (EdgeX API, core-metadata). */
@Path("/core-metadata/api/v3/deviceprofile")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "device profiles")
public class DeviceResourceRoutes {
    private final DeviceResources resources;
    private final ListRequests requests;

    DeviceResourceRoutes(DeviceResources resources, ListRequests requests) {
        this.resources = resources;
        this.requests = requests;
    }

    @POST
    @Path("/resource")
    @Operation(summary = "Adds resources to device profiles")
    public Response add(byte[] body) {
        return requests.answer(body, AddDeviceResourceRequest.class, resources::add);
    }

    @PATCH
    @Path("/resource")
    @Operation(summary = "Changes descriptions of resources, and whether they are hidden")
    public Response update(byte[] body) {
        return requests.answer(body, UpdateDeviceResourceRequest.class, resources::update);
    }

    @DELETE
    @Path("/name/{profile}/resource/{resource}")
    @Operation(summary = "Deletes a resource of a device profile that no device uses")
    public BaseResponse delete(@PathParam("profile") String profile, @PathParam("resource") String resource) {
        resources.delete(profile, resource);
        return BaseResponse.ok("", 200);
    }
}
