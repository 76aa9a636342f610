package io.hearth.metadata.service;

import io.hearth.contracts.metadata.AddDeviceServiceRequest;
import io.hearth.contracts.metadata.DeviceServiceResponse;
import io.hearth.contracts.metadata.MultiDeviceServicesResponse;
import io.hearth.contracts.metadata.UpdateDeviceServiceRequest;
import io.hearth.contracts.rest.BaseResponse;
import io.hearth.metadata.store.Kinds;
import io.hearth.runtime.rest.MultiStatus;
import io.hearth.runtime.rest.Paging;
import io.hearth.runtime.rest.RequestBody;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Device services over REST (EdgeX API, core-metadata). */
@Path("/core-metadata/api/v3/deviceservice")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "device services")
public class DeviceServiceRoutes {
    private final DeviceServices services;
    private final RequestBody bodies;
    private final Paging paging;

    DeviceServiceRoutes(DeviceServices services, RequestBody bodies, Paging paging) {
        this.services = services;
        this.bodies = bodies;
        this.paging = paging;
    }

    @POST
    @Operation(summary = "Adds device services")
    public Response add(byte[] body) {
        return MultiStatus.of(
                bodies.list(body, AddDeviceServiceRequest.class), AddDeviceServiceRequest::requestId, services::add);
    }

    @PATCH
    @Operation(summary = "Changes the named fields of device services")
    public Response update(byte[] body) {
        return MultiStatus.of(
                bodies.list(body, UpdateDeviceServiceRequest.class),
                UpdateDeviceServiceRequest::requestId,
                services::update);
    }

    @GET
    @Path("/all")
    @Operation(summary = "Lists device services, or those that have all the labels")
    public MultiDeviceServicesResponse all(
            @QueryParam("offset") String offset,
            @QueryParam("limit") String limit,
            @QueryParam("labels") String labels) {
        return services.list(Kinds.labels(Paging.labels(labels)), paging.page(offset, limit));
    }

    @GET
    @Path("/name/{name}")
    @Operation(summary = "Reads a device service")
    public DeviceServiceResponse get(@PathParam("name") String name) {
        return DeviceServiceResponse.of(services.get(name));
    }

    @DELETE
    @Path("/name/{name}")
    @Operation(summary = "Deletes a device service that has no devices")
    public BaseResponse delete(@PathParam("name") String name) {
        services.delete(name);
        return BaseResponse.ok("", 200);
    }
}
