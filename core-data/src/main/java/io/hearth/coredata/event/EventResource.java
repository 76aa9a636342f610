package io.hearth.coredata.event;

import io.hearth.contracts.event.AddEventRequest;
import io.hearth.contracts.event.Event;
import io.hearth.contracts.event.EventResponse;
import io.hearth.contracts.rest.BaseWithIdResponse;
import io.hearth.contracts.rest.CountResponse;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.contracts.validation.UuidText;
import io.hearth.coredata.ListAnswer;
import io.hearth.coredata.ListQuery;
import io.hearth.coredata.QueryGate;
import io.hearth.coredata.TimeRanges;
import io.hearth.coredata.store.EventIndex;
import io.hearth.coredata.store.EventLog;
import io.hearth.coredata.store.ListRequest;
import io.hearth.coredata.store.Listing;
import io.hearth.coredata.store.Selection;
import io.hearth.coredata.store.StoredEvent;
import io.hearth.runtime.door.CorrelationId;
import io.hearth.runtime.rest.FailedRequest;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;

/** Events over REST (EdgeX API, section 2). */
@Path("/core-data/api/v3/event")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class EventResource {
    private final Ingestion ingestion;
    private final EventBody bodies;
    private final PostedEvents posted;
    private final EventLog log;
    private final EventIndex index;
    private final QueryGate gate;
    private final CorrelationId correlationId;

    EventResource(
            Ingestion ingestion,
            EventBody bodies,
            PostedEvents posted,
            EventLog log,
            EventIndex index,
            QueryGate gate,
            CorrelationId correlationId) {
        this.ingestion = ingestion;
        this.bodies = bodies;
        this.posted = posted;
        this.log = log;
        this.index = index;
        this.gate = gate;
        this.correlationId = correlationId;
    }

    /**
     * Stores an event and has it published; answers 201 when both are safe, also when the same id was stored before. A refused
     * event is not published.
     */
    @POST
    @Path("/{service}/{profile}/{device}/{source}")
    public Response add(
            @PathParam("service") String service,
            @PathParam("profile") String profile,
            @PathParam("device") String device,
            @PathParam("source") String source,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) String contentType,
            byte[] body) {
        AddEventRequest request = bodies.decode(body, contentType);
        EventAddress from = new EventAddress(service, profile, device, source);
        return FailedRequest.named(request.requestId(), () -> add(from, request, body, contentType));
    }

    private Response add(EventAddress from, AddEventRequest request, byte[] body, String contentType) {
        if (from.service().isBlank()) {
            throw new EdgexException(ErrorKind.CONTRACT_INVALID, "the name of the service in the path is blank");
        }
        String id =
                switch (ingestion.ingest(List.of(new Arrival(from, request))).getFirst()) {
                    case Outcome.Stored stored -> stored.eventId();
                    case Outcome.Duplicate duplicate -> duplicate.eventId();
                    case Outcome.NotKept notKept -> notKept.eventId();
                    case Outcome.Rejected(Outcome.Reason reason, String detail) ->
                        throw reason == Outcome.Reason.FAILED
                                ? new EdgexException(
                                        ErrorKind.SERVER_ERROR, "unexpected error, see the log of core-data")
                                : new EdgexException(ErrorKind.CONTRACT_INVALID, detail);
                };
        // Also a duplicate: the first one may not have come so far.
        posted.publish(from, request, body, EventBody.isCbor(contentType), correlationId.current());
        return Response.status(Response.Status.CREATED)
                .entity(BaseWithIdResponse.created(request.requestId(), id))
                .build();
    }

    /** The event with this id. */
    @GET
    @Path("/id/{id}")
    public EventResponse byId(@PathParam("id") String id) {
        UUID uuid = uuid(id);
        Event event = gate.pass(() -> index.find(uuid))
                .orElseThrow(() -> new EdgexException(ErrorKind.ENTITY_DOES_NOT_EXIST, "no event has the id " + id));
        return EventResponse.of(event);
    }

    /** The id in a path; 400 when it is no UUID. */
    static UUID uuid(String id) {
        return UuidText.uuid(id)
                .orElseThrow(
                        () -> new EdgexException(ErrorKind.INVALID_ID, "event id is '" + id + "', allowed is a UUID"));
    }

    /** How many events are stored. */
    @GET
    @Path("/count")
    public CountResponse count() {
        return CountResponse.of(gate.pass(() -> log.countEvents(Selection.ALL)));
    }

    /** How many events of a device are stored; 0 for a device that never sent one. */
    @GET
    @Path("/count/device/name/{name}")
    public CountResponse count(@PathParam("name") String name) {
        return CountResponse.of(gate.pass(() -> log.countEvents(Selection.device(name))));
    }

    /** The events of all devices, newest first. */
    @GET
    @Path("/all")
    public Response all(@BeanParam ListQuery query) {
        return list(Selection.ALL, query);
    }

    /** The events of all devices in a time, newest first. */
    @GET
    @Path("/start/{start}/end/{end}")
    public Response inTime(@PathParam("start") String start, @PathParam("end") String end, @BeanParam ListQuery query) {
        return list(Selection.ALL.within(TimeRanges.of(start, end)), query);
    }

    /** The events of a device, newest first. */
    @GET
    @Path("/device/name/{name}")
    public Response ofDevice(@PathParam("name") String name, @BeanParam ListQuery query) {
        return list(Selection.device(name), query);
    }

    private Response list(Selection selection, ListQuery query) {
        ListRequest request = query.of(selection);
        Listing<StoredEvent> events = gate.pass(() -> log.events(request));
        return ListAnswer.events(events, query.numeric());
    }
}
