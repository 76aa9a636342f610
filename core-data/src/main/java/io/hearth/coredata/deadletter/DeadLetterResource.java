package io.hearth.coredata.deadletter;

import io.hearth.contracts.event.DeadLetter;
import io.hearth.contracts.rest.ApiVersion;
import io.hearth.contracts.rest.CountResponse;
import io.hearth.coredata.QueryGate;
import io.hearth.runtime.rest.Page;
import io.hearth.runtime.rest.Paging;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** What could not be handled, and why: beyond EdgeX, which only writes a line into a log. */
@Path("/core-data/api/v3/deadletter")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class DeadLetterResource {
    private final DeadLetters deadLetters;
    private final Paging paging;
    private final QueryGate gate;

    DeadLetterResource(DeadLetters deadLetters, Paging paging, QueryGate gate) {
        this.deadLetters = deadLetters;
        this.paging = paging;
        this.gate = gate;
    }

    /** A list answer in EdgeX's form. */
    public record MultiDeadLettersResponse(
            String apiVersion, int statusCode, long totalCount, List<DeadLetter> deadLetters) {}

    /** The dead letters of all services, newest first. */
    @GET
    @Path("/all")
    public MultiDeadLettersResponse all(@QueryParam("offset") String offset, @QueryParam("limit") String limit) {
        Page page = paging.page(offset, limit);
        return gate.pass(() -> {
            long total = deadLetters.count();
            List<DeadLetter> letters = page.within(total) ? deadLetters.newestFirst(page) : List.of();
            return new MultiDeadLettersResponse(ApiVersion.V3, 200, total, letters);
        });
    }

    /** How many dead letters are kept. */
    @GET
    @Path("/count")
    public CountResponse count() {
        return CountResponse.of(gate.pass(deadLetters::count));
    }
}
