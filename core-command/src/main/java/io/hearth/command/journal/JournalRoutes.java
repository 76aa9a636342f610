package io.hearth.command.journal;

import io.hearth.command.Examples;
import io.hearth.contracts.rest.ApiVersion;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.runtime.rest.Page;
import io.hearth.runtime.rest.Paging;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The journal of commands: beyond EdgeX. */
@Path("/core-command/api/v3/command/journal")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "core-command")
public class JournalRoutes {
    private final JournalStore store;
    private final JournalWriter writer;
    private final Paging paging;

    JournalRoutes(JournalStore store, JournalWriter writer, Paging paging) {
        this.store = store;
        this.writer = writer;
        this.paging = paging;
    }

    /** A page of the journal, newest first. */
    public record JournalResponse(String apiVersion, int statusCode, long totalCount, List<Entry> entries) {}

    /** Who asked what of which device, when, and what came of it. */
    @GET
    @Operation(
            summary = "The journal of commands, newest first",
            description =
                    "Times are Unix nanoseconds, both included. An entry is there before its command is answered.")
    @APIResponse(
            responseCode = "200",
            description = "a page of the journal",
            content =
                    @Content(
                            mediaType = "application/json",
                            examples = @ExampleObject(name = "200", value = Examples.JOURNAL)))
    public JournalResponse list(
            @QueryParam("device") @Parameter(example = "boiler") String device,
            @QueryParam("start") @Parameter(example = "1700000000000000000") String start,
            @QueryParam("end") String end,
            @QueryParam("outcome")
                    @Parameter(
                            description = "under-way, done, refused, failed, unconfirmed or unknown",
                            example = "refused")
                    String outcome,
            @QueryParam("offset") String offset,
            @QueryParam("limit") String limit) {
        Page page = paging.page(offset, limit);
        JournalStore.Filter filter = new JournalStore.Filter(
                Optional.ofNullable(device).filter(name -> !name.isEmpty()),
                nanos("start", start, 0),
                nanos("end", end, Long.MAX_VALUE),
                JournalOutcome.named(outcome));
        if (filter.end() < filter.start()) {
            throw new EdgexException(
                    ErrorKind.CONTRACT_INVALID,
                    "query parameter end is " + filter.end() + ", allowed is what is not before start, "
                            + filter.start());
        }
        // Who was answered a moment ago finds that here.
        writer.catchUp();
        JournalStore.Listing listing = store.list(filter, page.offset(), page.limit());
        page.within(listing.total());
        return new JournalResponse(ApiVersion.V3, 200, listing.total(), listing.entries());
    }

    private static long nanos(String name, String text, long absent) {
        if (text == null || text.isEmpty()) {
            return absent;
        }
        try {
            long nanos = Long.parseLong(text);
            if (nanos >= 0) {
                return nanos;
            }
        } catch (NumberFormatException noNumber) {
            // said below, with what is allowed
        }
        throw new EdgexException(
                ErrorKind.CONTRACT_INVALID,
                "query parameter " + name + " is '" + text + "', allowed are Unix nanoseconds from 0 to "
                        + Long.MAX_VALUE);
    }
}
