package io.hearth.metadata.profile;

import io.hearth.contracts.metadata.AddDeviceCommandRequest;
import io.hearth.contracts.metadata.UpdateDeviceCommandRequest;
import io.hearth.contracts.rest.BaseResponse;
import io.hearth.metadata.rest.ListRequests;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The device commands of device profiles over REST (EdgeX API, core-metadata). */
@Path("/core-metadata/api/v3/deviceprofile")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "device profiles")
public class DeviceCommandRoutes {
    private final DeviceCommands commands;
    private final ListRequests requests;

    DeviceCommandRoutes(DeviceCommands commands, ListRequests requests) {
        this.commands = commands;
        this.requests = requests;
    }

    @POST
    @Path("/deviceCommand")
    @Operation(summary = "Adds device commands to device profiles")
    public Response add(byte[] body) {
        return requests.answer(body, AddDeviceCommandRequest.class, commands::add);
    }

    @PATCH
    @Path("/deviceCommand")
    @Operation(summary = "Changes whether device commands are hidden")
    public Response update(byte[] body) {
        return requests.answer(body, UpdateDeviceCommandRequest.class, commands::update);
    }

    @DELETE
    @Path("/name/{profile}/deviceCommand/{command}")
    @Operation(summary = "Deletes a device command of a device profile that no device uses")
    public BaseResponse delete(@PathParam("profile") String profile, @PathParam("command") String command) {
        commands.delete(profile, command);
        return BaseResponse.ok("", 200);
    }
}
