package io.hearth.device.discovery;

import io.hearth.contracts.rest.ApiVersion;
import io.hearth.contracts.rest.BaseResponse;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.device.DeviceConfig;
import io.hearth.device.registry.DeviceCatalog;
import io.hearth.runtime.rest.Page;
import io.hearth.runtime.rest.Paging;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Discovery over REST (EdgeX API, device service), and the unknown devices, which are Hearth's own. */
@Path("/device-mqtt/api/v3")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "device-mqtt")
public class DiscoveryRoutes {
    private static final int OK = 200;
    private static final int ACCEPTED = 202;

    private final DeviceConfig config;
    private final DeviceCatalog catalog;
    private final Discovery discovery;
    private final UnknownDevices unknown;
    private final Paging paging;

    DiscoveryRoutes(
            DeviceConfig config, DeviceCatalog catalog, Discovery discovery, UnknownDevices unknown, Paging paging) {
        this.config = config;
        this.catalog = catalog;
        this.discovery = discovery;
        this.unknown = unknown;
        this.paging = paging;
    }

    /**
     * Names that publish and that no device has.
     *
     * @param forgotten how many were not remembered, or no longer
     */
    public record UnknownList(
            String apiVersion,
            int statusCode,
            long totalCount,
            long forgotten,
            List<UnknownDevices.Unknown> unknownDevices) {}

    @POST
    @Path("/discovery")
    @Operation(summary = "Looks for devices that provision watchers wait for")
    public Response start() {
        unlocked();
        if (!config.discovery().enabled()) {
            throw new EdgexException(
                    ErrorKind.SERVICE_UNAVAILABLE, "device discovery is disabled: hearth.device.discovery.enabled");
        }
        String id = discovery.trigger();
        return Response.status(ACCEPTED)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(new BaseResponse(ApiVersion.V3, id, "Device discovery is triggered.", ACCEPTED))
                .build();
    }

    @DELETE
    @Path("/discovery")
    @Operation(summary = "Stops a discovery")
    public BaseResponse stop() {
        discovery.cancel(null);
        return BaseResponse.ok("", OK);
    }

    @DELETE
    @Path("/discovery/requestId/{id}")
    @Operation(summary = "Stops the discovery of this request id")
    public BaseResponse stop(@PathParam("id") String id) {
        discovery.cancel(id);
        return BaseResponse.ok("", OK);
    }

    @POST
    @Path("/profilescan")
    @Operation(summary = "Not implemented: MQTT devices cannot be asked for a profile")
    public Response scan() {
        unlocked();
        throw noScan();
    }

    @DELETE
    @Path("/profilescan/device/name/{name}")
    @Operation(summary = "Not implemented: MQTT devices cannot be asked for a profile")
    public Response stopScan(@PathParam("name") String name) {
        throw noScan();
    }

    @GET
    @Path("/unknown/all")
    @Operation(
            summary = "Names that publish on the devices' topics and that no device has, the one heard of last first")
    public UnknownList unknown(@QueryParam("offset") String offset, @QueryParam("limit") String limit) {
        Page page = paging.page(offset, limit);
        List<UnknownDevices.Unknown> all = unknown.all();
        return new UnknownList(ApiVersion.V3, OK, all.size(), unknown.forgotten(), page.of(all));
    }

    private void unlocked() {
        if (catalog.serviceLocked()) {
            throw new EdgexException(ErrorKind.SERVICE_LOCKED, "the device service is LOCKED");
        }
    }

    private static EdgexException noScan() {
        return new EdgexException(ErrorKind.NOT_IMPLEMENTED, "MQTT devices cannot be scanned for a profile");
    }
}
