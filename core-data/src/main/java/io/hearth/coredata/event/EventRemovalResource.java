package io.hearth.coredata.event;

import io.hearth.contracts.rest.BaseResponse;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.coredata.DataMetrics;
import io.hearth.coredata.retention.AgeRemoval;
import io.hearth.coredata.retention.Housekeeping;
import io.hearth.coredata.store.Purge;
import io.hearth.coredata.store.Removal;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

/** Removes events over REST (EdgeX API, section 2). */
@Path("/core-data/api/v3/event")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class EventRemovalResource {
    private final Removal removal;
    private final Purge purge;
    private final AgeRemoval age;
    private final Housekeeping housekeeping;
    private final DataMetrics metrics;

    EventRemovalResource(Removal removal, Purge purge, AgeRemoval age, Housekeeping housekeeping, DataMetrics metrics) {
        this.removal = removal;
        this.purge = purge;
        this.age = age;
        this.housekeeping = housekeeping;
        this.metrics = metrics;
    }

    /** Removes one event: 200, 404 for an unknown id, 400 for what is no UUID. */
    @DELETE
    @Path("/id/{id}")
    public BaseResponse byId(@PathParam("id") String id) {
        UUID uuid = EventResource.uuid(id);
        if (!removal.event(uuid)) {
            throw new EdgexException(ErrorKind.ENTITY_DOES_NOT_EXIST, "no event has the id " + id);
        }
        metrics.removed("id", 1);
        return BaseResponse.ok("", Response.Status.OK.getStatusCode());
    }

    /**
     * Removes all that is stored of a device at this moment; also when it is none. Answered 202 as EdgeX does, but no query
     * sees the events any more by then.
     */
    @DELETE
    @Path("/device/name/{name}")
    public Response ofDevice(@PathParam("name") String name) {
        purge.device(name);
        housekeeping.wake();
        return accepted();
    }

    /** Removes, in the background but at once, the events whose origin is older than this age in ns. */
    @DELETE
    @Path("/age/{age}")
    public Response olderThan(@PathParam("age") String text) {
        Instant now = Clock.systemUTC().instant();
        age.ask(now.getEpochSecond() * 1_000_000_000 + now.getNano() - nanos(text));
        housekeeping.removeByAge();
        return accepted();
    }

    private static long nanos(String text) {
        try {
            long nanos = Long.parseLong(text);
            if (nanos >= 0) {
                return nanos;
            }
        } catch (NumberFormatException notANumber) {
            // said below, with what is allowed
        }
        throw new EdgexException(
                ErrorKind.CONTRACT_INVALID,
                "age is '" + text + "', allowed is a whole number of nanoseconds from 0 to " + Long.MAX_VALUE);
    }

    private static Response accepted() {
        return Response.status(Response.Status.ACCEPTED)
                .entity(BaseResponse.ok("", Response.Status.ACCEPTED.getStatusCode()))
                .build();
    }
}
