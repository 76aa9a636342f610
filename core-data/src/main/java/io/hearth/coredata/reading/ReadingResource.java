package io.hearth.coredata.reading;

import io.hearth.contracts.rest.CountResponse;
import io.hearth.coredata.ListAnswer;
import io.hearth.coredata.ListQuery;
import io.hearth.coredata.QueryGate;
import io.hearth.coredata.TimeRanges;
import io.hearth.coredata.aggregate.AggregateFunction;
import io.hearth.coredata.aggregate.AggregateReading;
import io.hearth.coredata.aggregate.Aggregation;
import io.hearth.coredata.store.EventLog;
import io.hearth.coredata.store.ListRequest;
import io.hearth.coredata.store.Listing;
import io.hearth.coredata.store.Selection;
import io.hearth.coredata.store.StoredReading;
import io.hearth.runtime.rest.Page;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;

/** Readings over REST (EdgeX API, section 2), newest first. */
@Path("/core-data/api/v3/reading")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ReadingResource {
    private final EventLog log;
    private final QueryGate gate;

    ReadingResource(EventLog log, QueryGate gate) {
        this.log = log;
        this.gate = gate;
    }

    /** How many readings are stored. */
    @GET
    @Path("/count")
    public CountResponse count() {
        return count(Selection.ALL);
    }

    /** How many readings of a device are stored; 0 for a device that never sent one. */
    @GET
    @Path("/count/device/name/{name}")
    public CountResponse countOfDevice(@PathParam("name") String name) {
        return count(Selection.device(name));
    }

    /** The readings of all devices. */
    @GET
    @Path("/all")
    public Response all(@BeanParam ListQuery query) {
        return list(Selection.ALL, query);
    }

    /** The readings of all devices in a time. */
    @GET
    @Path("/start/{start}/end/{end}")
    public Response inTime(@PathParam("start") String start, @PathParam("end") String end, @BeanParam ListQuery query) {
        return list(Selection.ALL.within(TimeRanges.of(start, end)), query);
    }

    /** The readings of a device. */
    @GET
    @Path("/device/name/{name}")
    public Response ofDevice(@PathParam("name") String name, @BeanParam ListQuery query) {
        return list(Selection.device(name), query);
    }

    /**
     * The readings of a device in a time.
     *
     * @param body none, or which resources: {@code {"resourceNames":[...]}}
     */
    @GET
    @Path("/device/name/{name}/start/{start}/end/{end}")
    public Response ofDeviceInTime(
            @PathParam("name") String name,
            @PathParam("start") String start,
            @PathParam("end") String end,
            @BeanParam ListQuery query,
            byte[] body) {
        Selection selection = Selection.device(name).within(TimeRanges.of(start, end));
        return list(selection.of(ResourceNames.in(body)), query);
    }

    /** The readings of a resource, whichever devices have it. */
    @GET
    @Path("/resourceName/{resource}")
    public Response ofResource(@PathParam("resource") String resource, @BeanParam ListQuery query) {
        return list(Selection.resource(resource), query);
    }

    /** The readings of a resource in a time, whichever devices have it. */
    @GET
    @Path("/resourceName/{resource}/start/{start}/end/{end}")
    public Response ofResourceInTime(
            @PathParam("resource") String resource,
            @PathParam("start") String start,
            @PathParam("end") String end,
            @BeanParam ListQuery query) {
        return list(Selection.resource(resource).within(TimeRanges.of(start, end)), query);
    }

    /** The readings of one device's resource. */
    @GET
    @Path("/device/name/{name}/resourceName/{resource}")
    public Response ofDeviceResource(
            @PathParam("name") String name, @PathParam("resource") String resource, @BeanParam ListQuery query) {
        return list(Selection.resource(name, resource), query);
    }

    /** The readings of one device's resource in a time. */
    @GET
    @Path("/device/name/{name}/resourceName/{resource}/start/{start}/end/{end}")
    public Response ofDeviceResourceInTime(
            @PathParam("name") String name,
            @PathParam("resource") String resource,
            @PathParam("start") String start,
            @PathParam("end") String end,
            @BeanParam ListQuery query) {
        return list(Selection.resource(name, resource).within(TimeRanges.of(start, end)), query);
    }

    private CountResponse count(Selection selection) {
        return CountResponse.of(gate.pass(() -> log.countReadings(selection)));
    }

    private Response list(Selection selection, ListQuery query) {
        Optional<AggregateFunction> function = query.aggregate();
        if (function.isPresent()) {
            Page page = query.groups();
            List<AggregateReading> groups = gate.pass(() -> Aggregation.of(log.readings(selection), function.get()));
            return ListAnswer.aggregates(query.aggregateName(), page.of(groups));
        }
        ListRequest request = query.of(selection);
        Listing<StoredReading> readings = gate.pass(() -> log.readings(request));
        return ListAnswer.readings(readings, query.numeric());
    }
}
