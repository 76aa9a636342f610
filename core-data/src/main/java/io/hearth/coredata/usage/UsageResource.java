package io.hearth.coredata.usage;

import io.hearth.contracts.rest.ApiVersion;
import io.hearth.coredata.QueryGate;
import io.hearth.runtime.rest.Page;
import io.hearth.runtime.rest.Paging;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

/** What is stored takes how much, over REST; routes of Hearth's. Octets are Redis' own estimates. */
@Path("/core-data/api/v3/usage")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class UsageResource {
    private final Usage usage;
    private final Paging paging;
    private final QueryGate gate;

    UsageResource(Usage usage, Paging paging, QueryGate gate) {
        this.usage = usage;
        this.paging = paging;
        this.gate = gate;
    }

    /** What one device takes. */
    public record DeviceResponse(String apiVersion, int statusCode, Usage.OfDevice device) {}

    /** What everything takes, and a page of the devices by name. */
    @GET
    public Usage.Report report(@QueryParam("offset") String offset, @QueryParam("limit") String limit) {
        Page page = paging.page(offset, limit);
        return gate.pass(() -> usage.report(page));
    }

    /** What one device takes; all 0 for one that has nothing stored. */
    @GET
    @Path("/device/name/{name}")
    public DeviceResponse ofDevice(@PathParam("name") String name) {
        return new DeviceResponse(ApiVersion.V3, 200, gate.pass(() -> usage.of(name)));
    }
}
