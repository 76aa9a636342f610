package io.hearth.device.registry;

import io.hearth.contracts.rest.ApiVersion;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.device.mapping.MappedDevice;
import io.hearth.device.mapping.MappingIndex;
import io.hearth.device.mapping.Problem;
import io.hearth.runtime.rest.Page;
import io.hearth.runtime.rest.Paging;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What is understood of the devices' settings, and what is left out because it makes no sense. Hearth's own, not EdgeX's. */
@Path("/device-mqtt/api/v3/mapping")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "device-mqtt")
public class MappingRoutes {
    private static final int OK = 200;

    private final DeviceCatalog catalog;
    private final Paging paging;

    MappingRoutes(DeviceCatalog catalog, Paging paging) {
        this.catalog = catalog;
        this.paging = paging;
    }

    /** One device's problems. */
    public record DeviceProblems(String apiVersion, int statusCode, String deviceName, List<Problem> problems) {}

    /** The devices that have problems. */
    public record AllProblems(String apiVersion, int statusCode, long totalCount, List<DeviceProblems> devices) {}

    /** What the service listens to, all in all and at each broker. */
    public record Filters(String apiVersion, int statusCode, Set<String> filters, Map<String, Set<String>> brokers) {}

    @GET
    @Path("/device/name/{device}")
    @Operation(summary = "What of a device's settings is left out, and why")
    public DeviceProblems of(@PathParam("device") String name) {
        return catalog.device(name)
                .map(MappingRoutes::problems)
                .orElseThrow(() ->
                        new EdgexException(ErrorKind.ENTITY_DOES_NOT_EXIST, "device '" + name + "' is not known"));
    }

    @GET
    @Path("/problem/all")
    @Operation(summary = "All devices of whose settings something is left out")
    public AllProblems all(@QueryParam("offset") String offset, @QueryParam("limit") String limit) {
        Page page = paging.page(offset, limit);
        List<DeviceProblems> all = catalog.index().devices().stream()
                .filter(device -> !device.problems().isEmpty())
                .map(MappingRoutes::problems)
                .toList();
        return new AllProblems(ApiVersion.V3, OK, all.size(), page.of(all));
    }

    @GET
    @Path("/filter/all")
    @Operation(summary = "The topic filters that the service subscribes to")
    public Filters filters() {
        MappingIndex index = catalog.index();
        return new Filters(ApiVersion.V3, OK, index.filters(), index.filtersByBroker());
    }

    private static DeviceProblems problems(MappedDevice device) {
        return new DeviceProblems(ApiVersion.V3, OK, device.name(), device.problems());
    }
}
