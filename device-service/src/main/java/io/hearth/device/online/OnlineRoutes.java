package io.hearth.device.online;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hearth.contracts.metadata.OperatingState;
import io.hearth.contracts.rest.ApiVersion;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.device.mapping.MappedDevice;
import io.hearth.device.registry.DeviceCatalog;
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
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Who is online, since when, and when each was last heard of. Hearth's own, not EdgeX's. */
@Path("/device-mqtt/api/v3/online")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "device-mqtt")
public class OnlineRoutes {
    private static final int OK = 200;

    private final DeviceCatalog catalog;
    private final OfflineDevices offline;
    private final Sightings sightings;
    private final Paging paging;

    OnlineRoutes(DeviceCatalog catalog, OfflineDevices offline, Sightings sightings, Paging paging) {
        this.catalog = catalog;
        this.offline = offline;
        this.sightings = sightings;
        this.paging = paging;
    }

    /**
     * One device.
     *
     * @param status         what it, or its last will, said last: {@code online} or {@code offline}; left out when it said neither
     *     since the service was started
     * @param operatingState as core-metadata has it
     * @param offline        how it is known that it is offline and has to be DOWN for that: {@code status} or {@code silence}
     * @param since          since when it is, Unix ms
     * @param lastSeen       when it was last heard of, Unix ms; left out when it was not since the service was started
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record DeviceOnline(
            String deviceName,
            String status,
            OperatingState operatingState,
            String offline,
            Long since,
            Long lastSeen) {}

    /** One device, as an answer. */
    public record OneDevice(String apiVersion, int statusCode, DeviceOnline device) {}

    /** Some devices. */
    public record Devices(String apiVersion, int statusCode, long totalCount, List<DeviceOnline> devices) {}

    @GET
    @Path("/device/name/{device}")
    @Operation(summary = "Whether a device is online, since when, and when it was last heard of")
    public OneDevice of(@PathParam("device") String name) {
        return catalog.device(name)
                .map(device -> new OneDevice(ApiVersion.V3, OK, told(device)))
                .orElseThrow(() ->
                        new EdgexException(ErrorKind.ENTITY_DOES_NOT_EXIST, "device '" + name + "' is not known"));
    }

    @GET
    @Path("/offline/all")
    @Operation(summary = "The devices that are DOWN because they are offline")
    public Devices offline(@QueryParam("offset") String offset, @QueryParam("limit") String limit) {
        Page page = paging.page(offset, limit);
        List<MappedDevice> all = catalog.index().devices().stream()
                .filter(device -> offline.isOffline(device.name()))
                .toList();
        return new Devices(
                ApiVersion.V3,
                OK,
                all.size(),
                page.of(all).stream().map(this::told).toList());
    }

    private DeviceOnline told(MappedDevice device) {
        Sightings.Sighting sighting = sightings.of(device.name());
        Optional<Note.Offline> note =
                offline.of(device.name()).filter(Note.Offline.class::isInstance).map(Note.Offline.class::cast);
        long seen =
                Math.max(sighting.lastSeen(), note.map(Note.Offline::lastSeen).orElse(0L));
        return new DeviceOnline(
                device.name(),
                sighting.online().map(online -> online ? "online" : "offline").orElse(null),
                device.device().operatingState(),
                note.map(found -> found.cause().name().toLowerCase(Locale.ROOT)).orElse(null),
                note.map(Note.Offline::since).orElse(null),
                seen == 0 ? null : seen);
    }
}
