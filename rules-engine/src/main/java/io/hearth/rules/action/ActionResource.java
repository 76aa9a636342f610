package io.hearth.rules.action;

import io.hearth.contracts.rest.ApiVersion;
import io.hearth.runtime.rest.Page;
import io.hearth.runtime.rest.Paging;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** What rules have decided and what is not done, over REST. */
@Path("/rules-engine/api/v3/action")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@RunOnVirtualThread
public class ActionResource {
    private final Actions actions;
    private final Paging paging;

    ActionResource(Actions actions, Paging paging) {
        this.actions = actions;
        this.paging = paging;
    }

    /**
     * An action as users see it. Of an HTTP request neither the URL behind the host nor the values of its headers are shown, as
     * they may be secrets.
     *
     * @param id       the command id, which is the request id towards core-command
     * @param kind     {@code command}, {@code publish}, {@code webhook}, {@code notify} or {@code write}
     * @param target   for whom or what: a device, a topic, a host
     * @param rule     the rule's name
     * @param subject  the device that the rule decided for
     * @param device   the device that is commanded or written; absent for the other kinds
     * @param command  the command's name; absent for the other kinds
     * @param resource the resource that is written; absent for the other kinds
     * @param values   what a command sets; absent for the other kinds
     * @param value    what is written; absent for the other kinds
     * @param payload  what is published; absent for the other kinds
     * @param alert    the notice; absent for the other kinds
     * @param method   the request's method; absent for the other kinds
     * @param origin   when it was decided by the clock of the readings, in ns since 1970
     * @param reason   why it was given up, or must not be done now: a silence holds; absent for any other one that waits
     * @param attempts how often it was tried; absent for one that waits
     * @param failed   when it was given up, in ms since 1970; absent for one that waits
     */
    public record Listed(
            String id,
            String kind,
            String target,
            String rule,
            String subject,
            String device,
            String command,
            String resource,
            Map<String, Object> values,
            Object value,
            String payload,
            Map<String, Object> alert,
            String method,
            long origin,
            String reason,
            Integer attempts,
            Long failed) {
        static Listed waiting(Intent intent, Optional<String> silenced) {
            return of(intent, silenced.orElse(null), null, null);
        }

        static Listed failed(FailedAction failed) {
            return of(
                    failed.action(),
                    failed.reason(),
                    failed.attempts(),
                    failed.time().toEpochMilli());
        }

        private static Listed of(Intent intent, String reason, Integer attempts, Long failed) {
            Deed deed = intent.deed();
            boolean ofDevice = deed instanceof Deed.Command || deed instanceof Deed.Write;
            return new Listed(
                    intent.id().toString(),
                    deed.kind().name().toLowerCase(Locale.ROOT),
                    deed.target(),
                    intent.rule(),
                    intent.source(),
                    ofDevice ? intent.device() : null,
                    deed instanceof Deed.Command command ? command.command() : null,
                    deed instanceof Deed.Write write ? write.resource() : null,
                    deed instanceof Deed.Command command ? command.values() : null,
                    deed instanceof Deed.Write write ? write.value() : null,
                    deed instanceof Deed.Publish publish ? publish.payload() : null,
                    deed instanceof Deed.Notify notify ? notify.alert() : null,
                    deed instanceof Deed.Webhook webhook ? webhook.method() : null,
                    intent.origin(),
                    reason,
                    attempts,
                    failed);
        }
    }

    /**
     * A page of actions.
     *
     * @param totalCount how many there are in all
     */
    public record MultiActionsResponse(String apiVersion, int statusCode, long totalCount, List<Listed> actions) {}

    /** The actions that wait or are under way, in the order of decision. */
    @GET
    @Path("/waiting")
    @Operation(summary = "Actions that wait or are under way, in the order of decision")
    @APIResponseSchema(
            value = MultiActionsResponse.class,
            responseCode = "200",
            responseDescription = "a page of actions")
    public MultiActionsResponse waiting(@QueryParam("offset") String offset, @QueryParam("limit") String limit) {
        return page(
                actions.waiting().stream()
                        .map(intent -> Listed.waiting(intent, actions.silenced(intent)))
                        .toList(),
                paging.page(offset, limit));
    }

    /** The actions given up last, newest first. */
    @GET
    @Path("/failed")
    @Operation(summary = "Actions given up last, with the reason, newest first")
    @APIResponseSchema(
            value = MultiActionsResponse.class,
            responseCode = "200",
            responseDescription = "a page of actions")
    public MultiActionsResponse failed(@QueryParam("offset") String offset, @QueryParam("limit") String limit) {
        return page(actions.failed().stream().map(Listed::failed).toList(), paging.page(offset, limit));
    }

    private static MultiActionsResponse page(List<Listed> all, Page page) {
        return new MultiActionsResponse(ApiVersion.V3, 200, all.size(), page.of(all));
    }
}
