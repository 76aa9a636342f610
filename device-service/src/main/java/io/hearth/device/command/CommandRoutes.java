package io.hearth.device.command;

import io.hearth.contracts.codec.Cbor;
import io.hearth.contracts.event.EventResponse;
import io.hearth.contracts.rest.BaseResponse;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.device.intake.BusOutlet;
import io.hearth.runtime.bus.Deadline;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Commands over REST (EdgeX API, device service). */
@Path("/device-mqtt/api/v3/device")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "device-mqtt")
public class CommandRoutes {
    private static final int OK = 200;
    private static final String CBOR = "application/cbor";

    private final Commands commands;
    private final CommandMetrics metrics;

    CommandRoutes(Commands commands, CommandMetrics metrics) {
        this.commands = commands;
        this.metrics = metrics;
    }

    @GET
    @Path("/name/{device}/{command}")
    @Operation(summary = "The last reported readings of a device command or resource")
    public Response get(
            @PathParam("device") String device,
            @PathParam("command") String command,
            @QueryParam("ds-pushevent") String pushEvent,
            @QueryParam("ds-returnevent") String returnEvent,
            @QueryParam("ds-regexcmd") String regex) {
        CommandSwitches switches = CommandSwitches.of(pushEvent, returnEvent, regex);
        return switch (metrics.counted(commands.get(device, command, switches))) {
            case CommandOutcome.Answered answered -> switches.returnEvent() ? answer(answered) : empty();
            case CommandOutcome.Done done -> empty();
            case CommandOutcome.Refused refused -> throw new EdgexException(refused.kind(), refused.message());
        };
    }

    @PUT
    @Path("/name/{device}/{command}")
    @Operation(summary = "Sends values to a device")
    public BaseResponse set(@PathParam("device") String device, @PathParam("command") String command, byte[] body) {
        // It has no id by which it could be asked for again.
        try (Sending sending = new Sending()) {
            return switch (metrics.counted(
                    commands.set(device, command, ExactJson.object(body), Deadline.NONE, sending))) {
                case CommandOutcome.Done done -> BaseResponse.ok("", OK);
                case CommandOutcome.Answered answered -> BaseResponse.ok("", OK);
                case CommandOutcome.Refused refused -> throw new EdgexException(refused.kind(), refused.message());
            };
        }
    }

    private static Response answer(CommandOutcome.Answered answered) {
        EventResponse response = EventResponse.of(answered.event());
        return BusOutlet.holdsBytes(answered.event())
                ? Response.ok(Cbor.bytes(response), CBOR).build()
                : Response.ok(response, MediaType.APPLICATION_JSON_TYPE).build();
    }

    private static Response empty() {
        return Response.ok(new byte[0], MediaType.APPLICATION_JSON_TYPE).build();
    }
}
