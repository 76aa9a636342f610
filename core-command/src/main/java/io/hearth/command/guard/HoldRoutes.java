package io.hearth.command.guard;

import io.hearth.command.Examples;
import io.hearth.contracts.rest.ApiVersion;
import io.hearth.contracts.rest.BaseResponse;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What persons hold, and the end of it: beyond EdgeX. */
@Path("/core-command/api/v3/command/hold/device/name/{device}")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "core-command")
public class HoldRoutes {
    private final Holds holds;

    HoldRoutes(Holds holds) {
        this.holds = holds;
    }

    /** The holds on a device. */
    public record HoldsResponse(String apiVersion, int statusCode, long totalCount, List<Hold> holds) {}

    /** The holds that stand, by resource; none for a device that nobody knows. */
    @GET
    @Operation(summary = "What persons hold of a device, and until when")
    @APIResponse(
            responseCode = "200",
            description = "the holds that stand, by resource",
            content =
                    @Content(
                            mediaType = "application/json",
                            examples = @ExampleObject(name = "200", value = Examples.HOLDS)))
    public HoldsResponse of(@PathParam("device") @Parameter(example = "boiler") String device) {
        List<Hold> standing = holds.of(device);
        return new HoldsResponse(ApiVersion.V3, 200, standing.size(), standing);
    }

    /** Lets rules act again. */
    @DELETE
    @Operation(summary = "Ends the holds on a device, or on some of its resources")
    public BaseResponse end(
            @PathParam("device") @Parameter(example = "boiler") String device,
            @QueryParam("resource") @Parameter(example = "mode") List<String> resources) {
        holds.end(device, Set.copyOf(resources));
        return BaseResponse.ok("", 200);
    }
}
