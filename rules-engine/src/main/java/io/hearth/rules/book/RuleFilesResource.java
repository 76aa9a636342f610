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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** What became of the files with rules, over REST. */
@Path("/rules-engine/api/v3/rule")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RequestScoped
public class RuleFilesResource {
    private final RuleFiles files;
    private final Paging paging;

    RuleFilesResource(RuleFiles files, Paging paging) {
        this.files = files;
        this.paging = paging;
    }

    /** A page of files, by name. */
    public record MultiFilesResponse(String apiVersion, int statusCode, long totalCount, List<RuleFile> files) {}

    /** The files of the configured folder as they were at the start. */
    @GET
    @Path("/file/all")
    @Operation(summary = "The files that rules are taken from at the start, and what became of each")
    @APIResponseSchema(value = MultiFilesResponse.class, responseCode = "200", responseDescription = "a page of files")
    public MultiFilesResponse all(@QueryParam("offset") String offset, @QueryParam("limit") String limit) {
        List<RuleFile> all = files.all();
        return new MultiFilesResponse(
                ApiVersion.V3, 200, all.size(), paging.page(offset, limit).of(all));
    }
}
