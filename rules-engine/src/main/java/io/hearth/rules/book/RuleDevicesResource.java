package io.hearth.rules.book;

import io.hearth.contracts.rest.ApiVersion;
import io.hearth.rules.device.Knowledge;
import io.hearth.rules.device.KnownDevice;
import io.hearth.rules.rule.Rule;
import io.hearth.runtime.rest.Page;
import io.hearth.runtime.rest.Paging;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** Which devices a rule is about now, saved or not, over REST. */
@Path("/rules-engine/api/v3/rule")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RequestScoped
public class RuleDevicesResource {
    private final RuleBook book;
    private final RuleRequests requests;
    private final Knowledge devices;
    private final Paging paging;

    RuleDevicesResource(RuleBook book, RuleRequests requests, Knowledge devices, Paging paging) {
        this.book = book;
        this.requests = requests;
        this.devices = devices;
        this.paging = paging;
    }

    /**
     * A device that a rule is about.
     *
     * @param profileName its profile; empty for a device that is not known
     * @param known       whether core-metadata has told of it; a rule can name a device that is yet to come
     */
    public record Matched(String deviceName, String profileName, boolean known) {}

    /**
     * A page of devices, by name.
     *
     * @param complete whether all devices are known, as far as core-metadata has told last
     */
    public record MultiMatchedResponse(
            String apiVersion, int statusCode, boolean complete, long totalCount, List<Matched> devices) {}

    /** The devices that a rule is about now, whether it is switched on or not. */
    @GET
    @Path("/name/{name}/devices")
    @Operation(summary = "The devices that a rule is about now")
    @APIResponse(responseCode = "404", description = "there is no rule of this name")
    @APIResponseSchema(
            value = MultiMatchedResponse.class,
            responseCode = "200",
            responseDescription = "a page of devices")
    public MultiMatchedResponse devices(
            @PathParam("name") String name, @QueryParam("offset") String offset, @QueryParam("limit") String limit) {
        Page page = paging.page(offset, limit);
        return page(book.named(name).rule(), page);
    }

    /** The devices that a rule would be about; it is not saved. */
    @POST
    @Path("/devices")
    @Operation(summary = "The devices that a rule would be about if it were saved")
    @RequestBody(
            required = true,
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "Rule")))
    @APIResponse(responseCode = "400", description = "not a rule: the field, its value and what is allowed")
    @APIResponseSchema(
            value = MultiMatchedResponse.class,
            responseCode = "200",
            responseDescription = "a page of devices")
    public MultiMatchedResponse devicesOf(
            byte[] body, @QueryParam("offset") String offset, @QueryParam("limit") String limit) {
        return page(requests.document(body), paging.page(offset, limit));
    }

    private MultiMatchedResponse page(Rule rule, Page page) {
        List<String> names = devices.of(rule.subject()).stream().sorted().toList();
        return new MultiMatchedResponse(
                ApiVersion.V3,
                200,
                devices.isComplete(),
                names.size(),
                page.of(names).stream().map(this::matched).toList());
    }

    private Matched matched(String name) {
        return new Matched(
                name,
                devices.device(name).map(KnownDevice::profile).orElse(""),
                devices.device(name).isPresent());
    }
}
