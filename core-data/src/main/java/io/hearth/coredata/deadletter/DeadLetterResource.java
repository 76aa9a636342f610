package io.hearth.coredata.deadletter;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hearth.contracts.event.DeadLetter;
import io.hearth.contracts.rest.ApiVersion;
import io.hearth.contracts.rest.BaseResponse;
import io.hearth.contracts.rest.CountResponse;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.coredata.QueryGate;
import io.hearth.runtime.rest.Page;
import io.hearth.runtime.rest.Paging;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What could not be handled, and why: beyond EdgeX, which only writes a line into a log. */
@Path("/core-data/api/v3/deadletter")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class DeadLetterResource {
    private static final Pattern ID = Pattern.compile("[0-9]{1,19}-[0-9]{1,19}");

    private final DeadLetterList list;
    private final Replay replay;
    private final Paging paging;
    private final QueryGate gate;

    DeadLetterResource(DeadLetterList list, Replay replay, Paging paging, QueryGate gate) {
        this.list = list;
        this.replay = replay;
        this.paging = paging;
        this.gate = gate;
    }

    /** Which letters are meant: all when nothing is said. */
    public static class Which {
        /** Who put it aside. */
        @QueryParam("service")
        String service;

        /** Why. */
        @QueryParam("reason")
        String reason;

        /** Where it came from, with MQTT's wildcards. */
        @QueryParam("topic")
        String topic;

        LetterFilter filter() {
            return LetterFilter.of(service, reason, topic);
        }
    }

    /** A list answer in EdgeX's form. */
    public record MultiDeadLettersResponse(
            String apiVersion, int statusCode, long totalCount, List<ShownLetter> deadLetters) {}

    /** One letter. */
    public record DeadLetterResponse(String apiVersion, int statusCode, ShownLetter deadLetter) {}

    /** How many letters were published again, and how many stay because not all of their message is kept. */
    public record ReplayResponse(
            String apiVersion,
            int statusCode,
            long count,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) long skipped) {}

    /** The dead letters of all services, newest first, each with the beginning of its message. */
    @GET
    @Path("/all")
    public MultiDeadLettersResponse all(
            @BeanParam Which which, @QueryParam("offset") String offset, @QueryParam("limit") String limit) {
        Page page = paging.page(offset, limit);
        LetterFilter filter = which.filter();
        DeadLetterList.Listing listing = gate.pass(() -> list.list(filter, page));
        return new MultiDeadLettersResponse(ApiVersion.V3, 200, listing.total(), listing.letters());
    }

    /** How many dead letters are kept. */
    @GET
    @Path("/count")
    public CountResponse count(@BeanParam Which which) {
        LetterFilter filter = which.filter();
        return CountResponse.of(gate.pass(() -> list.count(filter)));
    }

    /** A dead letter with all that is kept of its message. */
    @GET
    @Path("/id/{id}")
    public DeadLetterResponse get(@PathParam("id") String id) {
        String checked = checked(id);
        return new DeadLetterResponse(ApiVersion.V3, 200, gate.pass(() -> list.get(checked)));
    }

    /** Publishes a letter's message again where it came from; the letter goes from the list once the broker has it. */
    @POST
    @Path("/id/{id}/replay")
    public BaseResponse replay(@PathParam("id") String id) {
        replay.one(checked(id));
        return BaseResponse.ok("", 200);
    }

    /** As {@link #replay}, oldest first, for all letters that are meant and can be. */
    @POST
    @Path("/all/replay")
    public ReplayResponse replayAll(@BeanParam Which which) {
        Replay.Replayed done = replay.all(which.filter());
        return new ReplayResponse(ApiVersion.V3, 200, done.replayed(), done.skipped());
    }

    /** Throws a letter away. */
    @DELETE
    @Path("/id/{id}")
    public BaseResponse discard(@PathParam("id") String id) {
        list.discard(checked(id));
        return BaseResponse.ok("", 200);
    }

    /** Throws away all letters that are meant. */
    @DELETE
    @Path("/all")
    public CountResponse discardAll(@BeanParam Which which) {
        return CountResponse.of(list.discard(which.filter()));
    }

    /** Throws away those of the letters that are meant that were put aside longer ago than this, in ns. */
    @DELETE
    @Path("/age/{age}")
    public CountResponse discardOld(@PathParam("age") String age, @BeanParam Which which) {
        Predicate<DeadLetter> meant = which.filter().and(list.olderThan(nanos(age)));
        return CountResponse.of(list.discard(meant));
    }

    private static String checked(String id) {
        if (!ID.matcher(id).matches()) {
            throw new EdgexException(
                    ErrorKind.INVALID_ID,
                    "dead letter id is '" + id + "', allowed is one from the list, such as 1795259326101-0");
        }
        return id;
    }

    private static Duration nanos(String age) {
        try {
            long nanos = Long.parseLong(age);
            if (nanos >= 0) {
                return Duration.ofNanos(nanos);
            }
        } catch (NumberFormatException notANumber) {
            // said below, with what is allowed
        }
        throw new EdgexException(
                ErrorKind.CONTRACT_INVALID,
                "age is '" + age + "', allowed is a whole number of nanoseconds, 0 or more");
    }
}
