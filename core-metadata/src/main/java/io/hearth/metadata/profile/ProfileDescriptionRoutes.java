package io.hearth.metadata.profile;

import io.hearth.contracts.metadata.DeviceProfileBasicInfoRequest;
import io.hearth.contracts.metadata.MultiDeviceProfileBasicInfosResponse;
import io.hearth.contracts.metadata.UpdateDeviceProfileTagsRequest;
import io.hearth.contracts.rest.BaseResponse;
import io.hearth.metadata.rest.ListQuery;
import io.hearth.metadata.rest.ListRequests;
import io.hearth.runtime.rest.FailedRequest;
import io.hearth.runtime.rest.Paging;
import io.hearth.runtime.rest.RequestBody;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Basic info and tags of device profiles over REST (EdgeX API, core-metadata). */
@Path("/core-metadata/api/v3/deviceprofile")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "device profiles")
public class ProfileDescriptionRoutes {
    private final ProfileDescriptions descriptions;
    private final Profiles profiles;
    private final ListRequests requests;
    private final RequestBody bodies;
    private final Paging paging;

    ProfileDescriptionRoutes(
            ProfileDescriptions descriptions,
            Profiles profiles,
            ListRequests requests,
            RequestBody bodies,
            Paging paging) {
        this.descriptions = descriptions;
        this.profiles = profiles;
        this.requests = requests;
        this.bodies = bodies;
        this.paging = paging;
    }

    @PATCH
    @Path("/basicinfo")
    @Operation(summary = "Changes manufacturer, model, description and labels of device profiles")
    public Response updateBasicInfo(byte[] body) {
        return requests.answer(body, DeviceProfileBasicInfoRequest.class, descriptions::update);
    }

    @GET
    @Path("/basicinfo/all")
    @Operation(summary = "Lists device profiles without what their devices can do")
    public MultiDeviceProfileBasicInfosResponse basicInfos(@BeanParam ListQuery query) {
        return profiles.basicInfos(query.labelled(), query.page(paging));
    }

    @PATCH
    @Path("/name/{name}/tags")
    @Operation(summary = "Merges tags into those of a device profile's resources and commands")
    public BaseResponse mergeTags(@PathParam("name") String name, byte[] body) {
        UpdateDeviceProfileTagsRequest request = bodies.one(body, UpdateDeviceProfileTagsRequest.class);
        return FailedRequest.named(request.requestId(), () -> descriptions.mergeTags(name, request));
    }
}
