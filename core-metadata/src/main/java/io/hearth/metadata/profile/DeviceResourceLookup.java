package io.hearth.metadata.profile;

import io.hearth.contracts.metadata.DeviceResourceResponse;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** A resource by the name of its profile and its own, over REST (EdgeX API, core-metadata). */
@Path("/core-metadata/api/v3/deviceresource")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "device profiles")
public class DeviceResourceLookup {
    private final DeviceResources resources;

    DeviceResourceLookup(DeviceResources resources) {
        this.resources = resources;
    }

    @GET
    @Path("/profile/{profile}/resource/{resource}")
    @Operation(summary = "Reads a resource of a device profile")
    public DeviceResourceResponse get(@PathParam("profile") String profile, @PathParam("resource") String resource) {
        return DeviceResourceResponse.of(resources.get(profile, resource));
    }
}
