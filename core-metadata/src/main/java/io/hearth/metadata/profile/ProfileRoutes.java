package io.hearth.metadata.profile;

import io.hearth.contracts.metadata.DeviceProfileRequest;
import io.hearth.contracts.metadata.DeviceProfileResponse;
import io.hearth.contracts.metadata.MultiDeviceProfilesResponse;
import io.hearth.contracts.rest.BaseResponse;
import io.hearth.metadata.store.Kinds;
import io.hearth.runtime.rest.MultiStatus;
import io.hearth.runtime.rest.Paging;
import io.hearth.runtime.rest.RequestBody;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Device profiles over REST (EdgeX API, core-metadata). */
@Path("/core-metadata/api/v3/deviceprofile")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "device profiles")
public class ProfileRoutes {
    private final Profiles profiles;
    private final RequestBody bodies;
    private final Paging paging;

    ProfileRoutes(Profiles profiles, RequestBody bodies, Paging paging) {
        this.profiles = profiles;
        this.bodies = bodies;
        this.paging = paging;
    }

    @POST
    @Operation(summary = "Adds device profiles")
    public Response add(byte[] body) {
        return MultiStatus.of(
                bodies.list(body, DeviceProfileRequest.class), DeviceProfileRequest::requestId, profiles::add);
    }

    @PUT
    @Operation(summary = "Replaces device profiles")
    public Response replace(byte[] body) {
        return MultiStatus.of(
                bodies.list(body, DeviceProfileRequest.class), DeviceProfileRequest::requestId, profiles::replace);
    }

    @GET
    @Path("/all")
    @Operation(summary = "Lists device profiles, or those that have all the labels")
    public MultiDeviceProfilesResponse all(
            @QueryParam("offset") String offset,
            @QueryParam("limit") String limit,
            @QueryParam("labels") String labels) {
        return profiles.list(Kinds.labels(Paging.labels(labels)), paging.page(offset, limit));
    }

    @GET
    @Path("/name/{name}")
    @Operation(summary = "Reads a device profile")
    public DeviceProfileResponse get(@PathParam("name") String name) {
        return DeviceProfileResponse.of(profiles.get(name));
    }

    @DELETE
    @Path("/name/{name}")
    @Operation(summary = "Deletes a device profile that no device uses")
    public BaseResponse delete(@PathParam("name") String name) {
        profiles.delete(name);
        return BaseResponse.ok("", 200);
    }
}
