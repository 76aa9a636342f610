package io.hearth.metadata.service;

import io.hearth.contracts.metadata.AddDeviceServiceRequest;
import io.hearth.contracts.metadata.DeviceServiceResponse;
import io.hearth.contracts.metadata.MultiDeviceServicesResponse;
import io.hearth.contracts.metadata.UpdateDeviceServiceRequest;
import io.hearth.contracts.rest.BaseResponse;
import io.hearth.metadata.rest.ListQuery;
import io.hearth.metadata.rest.ListRequests;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Device services over REST (EdgeX API, core-metadata). */
@Path("/core-metadata/api/v3/deviceservice")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "device services")
public class DeviceServiceRoutes {
    private final DeviceServices services;
    private final ListRequests requests;
    private final Paging paging;

    DeviceServiceRoutes(DeviceServices services, ListRequests requests, Paging paging) {
        this.services = services;
        this.requests = requests;
        this.paging = paging;
    }

    @POST
    @Operation(summary = "Adds device services")
    public Response add(byte[] body) {
        return requests.answer(body, AddDeviceServiceRequest.class, services::add);
    }

    @PATCH
    @Operation(summary = "Changes the named fields of device services")
    public Response update(byte[] body) {
        return requests.answer(body, UpdateDeviceServiceRequest.class, services::update);
    }

    @GET
    @Path("/all")
    @Operation(summary = "Lists device services, or those that have all the labels")
    public MultiDeviceServicesResponse all(@BeanParam ListQuery query) {
        return services.list(query.labelled(), query.page(paging));
    }

    @GET
    @Path("/name/{name}")
    @Operation(summary = "Reads a device service")
    public DeviceServiceResponse get(@PathParam("name") String name) {
        return DeviceServiceResponse.of(services.get(name));
    }

    @DELETE
    @Path("/name/{name}")
    @Operation(summary = "Deletes a device service that has no devices and no provision watchers")
    public BaseResponse delete(@PathParam("name") String name) {
        services.delete(name);
        return BaseResponse.ok("", 200);
    }
}
