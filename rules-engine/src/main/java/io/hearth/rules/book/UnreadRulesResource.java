package io.hearth.rules.book;

import io.hearth.contracts.rest.ApiVersion;
import io.hearth.runtime.rest.Paging;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** The stored rules that nobody here evaluates because they are not understood, over REST. */
@Path("/rules-engine/api/v3/rule")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RequestScoped
public class UnreadRulesResource {
    private final RuleBook book;
    private final Paging paging;

    UnreadRulesResource(RuleBook book, Paging paging) {
        this.book = book;
        this.paging = paging;
    }

    /**
     * A stored rule that is not understood.
     *
     * @param reason the field, its value and what is allowed here
     */
    public record Unread(String name, String reason) {
        private static Unread of(Map.Entry<String, String> rule) {
            return new Unread(rule.getKey(), rule.getValue());
        }
    }

    /** A page of them, by name. */
    public record MultiUnreadResponse(String apiVersion, int statusCode, long totalCount, List<Unread> rules) {}

    /** The stored rules that are not understood, as those of a newer version are. */
    @GET
    @Path("/unread/all")
    @Operation(summary = "The stored rules that this version does not understand, and so does not evaluate, with why")
    @APIResponseSchema(value = MultiUnreadResponse.class, responseCode = "200", responseDescription = "a page of them")
    public MultiUnreadResponse all(@QueryParam("offset") String offset, @QueryParam("limit") String limit) {
        var page = paging.page(offset, limit);
        book.requireLoaded();
        List<Unread> all = book.unread().entrySet().stream().map(Unread::of).toList();
        return new MultiUnreadResponse(ApiVersion.V3, 200, all.size(), page.of(all));
    }
}
