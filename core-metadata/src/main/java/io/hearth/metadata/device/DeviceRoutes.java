package io.hearth.metadata.device;

import io.hearth.contracts.metadata.AddDeviceRequest;
import io.hearth.contracts.metadata.UpdateDeviceRequest;
import io.hearth.contracts.rest.BaseResponse;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.contracts.validation.UuidText;
import io.hearth.metadata.store.Answer;
import io.hearth.metadata.store.Kind.Index;
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
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Devices over REST (EdgeX API, core-metadata). */
@Path("/core-metadata/api/v3/device")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "devices")
public class DeviceRoutes {
    private final Devices devices;
    private final DeviceQueries queries;
    private final RequestBody bodies;
    private final Paging paging;

    DeviceRoutes(Devices devices, DeviceQueries queries, RequestBody bodies, Paging paging) {
        this.devices = devices;
        this.queries = queries;
        this.bodies = bodies;
        this.paging = paging;
    }

    @POST
    @Operation(
            summary = "Adds devices that their services take; with force=true one that is there is replaced, unasked")
    public Response add(byte[] body, @QueryParam("bypassValidation") String bypass, @QueryParam("force") String force) {
        List<AddDeviceRequest> requests = bodies.list(body, AddDeviceRequest.class);
        return MultiStatus.of(
                requests,
                AddDeviceRequest::requestId,
                Answer.inOrder(devices.add(requests, !isTrue(bypass) && !isTrue(force), isTrue(force))));
    }

    @PATCH
    @Operation(summary = "Changes the named fields of devices, if their services take them so")
    public Response update(byte[] body, @QueryParam("bypassValidation") String bypass) {
        List<UpdateDeviceRequest> requests = bodies.list(body, UpdateDeviceRequest.class);
        return MultiStatus.of(
                requests, UpdateDeviceRequest::requestId, Answer.inOrder(devices.update(requests, !isTrue(bypass))));
    }

    @GET
    @Path("/all")
    @Operation(summary = "Lists devices, or those below a device, or those that have all the labels")
    public ReportedDevice.Page all(
            @QueryParam("offset") String offset,
            @QueryParam("limit") String limit,
            @QueryParam("labels") String labels,
            @QueryParam("descendantsOf") String descendantsOf,
            @QueryParam("maxLevels") String maxLevels) {
        List<Index> with = Kinds.labels(Paging.labels(labels));
        int levels = Paging.number("maxLevels", maxLevels, 0, 0, Integer.MAX_VALUE);
        return descendantsOf == null || descendantsOf.isEmpty()
                ? list(with, offset, limit)
                : queries.below(descendantsOf, levels, with, paging.page(offset, limit));
    }

    @GET
    @Path("/service/name/{name}")
    @Operation(summary = "Lists the devices of a device service")
    public ReportedDevice.Page ofService(
            @PathParam("name") String name, @QueryParam("offset") String offset, @QueryParam("limit") String limit) {
        return list(List.of(Kinds.ofService(name)), offset, limit);
    }

    @GET
    @Path("/profile/name/{name}")
    @Operation(summary = "Lists the devices that use a profile")
    public ReportedDevice.Page ofProfile(
            @PathParam("name") String name, @QueryParam("offset") String offset, @QueryParam("limit") String limit) {
        return list(List.of(Kinds.ofProfile(name)), offset, limit);
    }

    @GET
    @Path("/name/{name}")
    @Operation(summary = "Reads a device")
    public ReportedDevice.One get(@PathParam("name") String name) {
        return ReportedDevice.One.of(queries.named(name));
    }

    @GET
    @Path("/id/{id}")
    @Operation(summary = "Reads a device by its id")
    public ReportedDevice.One ofId(@PathParam("id") String id) {
        UUID uuid = UuidText.uuid(id)
                .orElseThrow(
                        () -> new EdgexException(ErrorKind.INVALID_ID, "device id is '" + id + "', allowed is a UUID"));
        return ReportedDevice.One.of(queries.ofId(uuid.toString()));
    }

    @GET
    @Path("/check/name/{name}")
    @Operation(summary = "Says whether a device is there")
    public BaseResponse check(@PathParam("name") String name) {
        queries.named(name);
        return BaseResponse.ok("", 200);
    }

    @DELETE
    @Path("/name/{name}")
    @Operation(summary = "Deletes a device")
    public BaseResponse delete(@PathParam("name") String name) {
        devices.delete(name);
        return BaseResponse.ok("", 200);
    }

    private ReportedDevice.Page list(List<Index> indexes, String offset, String limit) {
        return queries.list(indexes, paging.page(offset, limit));
    }

    /** EdgeX takes whatever is not exactly {@code true} for false. */
    private static boolean isTrue(String parameter) {
        return "true".equals(parameter);
    }
}
