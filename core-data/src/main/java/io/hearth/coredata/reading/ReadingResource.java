package io.hearth.coredata.reading;

import io.hearth.contracts.event.MultiReadingsResponse;
import io.hearth.contracts.event.Reading;
import io.hearth.contracts.rest.CountResponse;
import io.hearth.coredata.ListQuery;
import io.hearth.coredata.QueryGate;
import io.hearth.coredata.store.EventLog;
import io.hearth.coredata.store.Listing;
import io.hearth.coredata.store.Selection;
import io.hearth.runtime.rest.Page;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Readings over REST (EdgeX API, section 2). */
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

    /** The readings of all devices, newest first. */
    @GET
    @Path("/all")
    public MultiReadingsResponse all(@BeanParam ListQuery query) {
        return list(Selection.ALL, query);
    }

    /** The readings of a device, newest first. */
    @GET
    @Path("/device/name/{name}")
    public MultiReadingsResponse ofDevice(@PathParam("name") String name, @BeanParam ListQuery query) {
        return list(Selection.device(name), query);
    }

    /** The readings of a resource, whichever devices have it, newest first. */
    @GET
    @Path("/resourceName/{resource}")
    public MultiReadingsResponse ofResource(@PathParam("resource") String resource, @BeanParam ListQuery query) {
        return list(Selection.resource(resource), query);
    }

    /** The readings of one device's resource, newest first. */
    @GET
    @Path("/device/name/{name}/resourceName/{resource}")
    public MultiReadingsResponse ofDeviceResource(
            @PathParam("name") String name, @PathParam("resource") String resource, @BeanParam ListQuery query) {
        return list(Selection.resource(name, resource), query);
    }

    private CountResponse count(Selection selection) {
        return CountResponse.of(gate.pass(() -> log.countReadings(selection)));
    }

    private MultiReadingsResponse list(Selection selection, ListQuery query) {
        Page page = query.page();
        Listing<Reading> readings = gate.pass(() -> log.readings(selection, page));
        return MultiReadingsResponse.of(readings.totalCount(), readings.items());
    }
}
