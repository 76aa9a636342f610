package io.hearth.metadata.profile;

import io.hearth.contracts.metadata.DeviceProfileRequest;
import io.hearth.contracts.metadata.DeviceProfileResponse;
import io.hearth.contracts.metadata.MultiDeviceProfilesResponse;
import io.hearth.contracts.rest.BaseResponse;
import io.hearth.metadata.rest.ListQuery;
import io.hearth.metadata.rest.ListRequests;
import io.hearth.metadata.store.Kinds;
import io.hearth.runtime.rest.Paging;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Device profiles over REST (EdgeX API, core-metadata). */
@Path("/core-metadata/api/v3/deviceprofile")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "device profiles")
public class ProfileRoutes {
    private final Profiles profiles;
    private final ProfileRules rules;
    private final ListRequests requests;
    private final Paging paging;

    ProfileRoutes(Profiles profiles, ProfileRules rules, ListRequests requests, Paging paging) {
        this.profiles = profiles;
        this.rules = rules;
        this.requests = requests;
        this.paging = paging;
    }

    @POST
    @Operation(summary = "Adds device profiles")
    public Response add(byte[] body) {
        return requests.answer(body, DeviceProfileRequest.class, profiles::add);
    }

    @PUT
    @Operation(summary = "Replaces device profiles")
    public Response replace(byte[] body) {
        rules.mayReplace();
        return requests.answer(body, DeviceProfileRequest.class, profiles::replace);
    }

    @GET
    @Path("/all")
    @Operation(summary = "Lists device profiles, or those that have all the labels")
    public MultiDeviceProfilesResponse all(@BeanParam ListQuery query) {
        return profiles.listCounted(query.labelled(), query.page(paging));
    }

    @GET
    @Path("/manufacturer/{manufacturer}")
    @Operation(summary = "Lists the device profiles of a manufacturer")
    public MultiDeviceProfilesResponse ofManufacturer(
            @PathParam("manufacturer") String manufacturer, @BeanParam ListQuery query) {
        return profiles.list(List.of(Kinds.ofManufacturer(manufacturer)), query.page(paging));
    }

    @GET
    @Path("/model/{model}")
    @Operation(summary = "Lists the device profiles of a model")
    public MultiDeviceProfilesResponse ofModel(@PathParam("model") String model, @BeanParam ListQuery query) {
        return profiles.list(List.of(Kinds.ofModel(model)), query.page(paging));
    }

    @GET
    @Path("/manufacturer/{manufacturer}/model/{model}")
    @Operation(summary = "Lists the device profiles of a manufacturer's model")
    public MultiDeviceProfilesResponse ofManufacturerAndModel(
            @PathParam("manufacturer") String manufacturer,
            @PathParam("model") String model,
            @BeanParam ListQuery query) {
        return profiles.list(List.of(Kinds.ofManufacturer(manufacturer), Kinds.ofModel(model)), query.page(paging));
    }

    @GET
    @Path("/name/{name}")
    @Operation(summary = "Reads a device profile")
    public DeviceProfileResponse get(@PathParam("name") String name) {
        return DeviceProfileResponse.of(profiles.get(name));
    }

    @DELETE
    @Path("/name/{name}")
    @Operation(summary = "Deletes a device profile that no device and no provision watcher uses")
    public BaseResponse delete(@PathParam("name") String name) {
        profiles.delete(name);
        return BaseResponse.ok("", 200);
    }
}
