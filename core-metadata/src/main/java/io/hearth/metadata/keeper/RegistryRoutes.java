package io.hearth.metadata.keeper;

import io.hearth.contracts.keeper.AddRegistrationRequest;
import io.hearth.contracts.keeper.HealthStatus;
import io.hearth.contracts.keeper.MultiRegistrationsResponse;
import io.hearth.contracts.keeper.RegistrationResponse;
import io.hearth.contracts.rest.BaseWithServiceNameResponse;
import io.hearth.runtime.rest.RequestBody;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The list of services over REST (EdgeX API, core-keeper): where each is, and whether it answers. */
@Path("/core-keeper/api/v3/registry")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "registry")
public class RegistryRoutes {
    private final Registry registry;
    private final RequestBody bodies;

    RegistryRoutes(Registry registry, RequestBody bodies) {
        this.registry = registry;
        this.bodies = bodies;
    }

    @POST
    @Operation(summary = "Registers a service that is not registered yet")
    public Response add(byte[] body) {
        AddRegistrationRequest request = bodies.one(body, AddRegistrationRequest.class);
        registry.add(request.registration());
        return Response.status(Response.Status.CREATED)
                .entity(BaseWithServiceNameResponse.created(
                        request.requestId(), request.registration().serviceId()))
                .build();
    }

    @PUT
    @Operation(summary = "Registers a service anew; with the status HALT it says that it is stopped")
    public void replace(byte[] body) {
        registry.replace(bodies.one(body, AddRegistrationRequest.class).registration());
    }

    @GET
    @Path("/all")
    @Operation(summary = "Lists the services, with deregistered=true those that are stopped too")
    public MultiRegistrationsResponse all(@QueryParam("deregistered") String deregistered) {
        boolean stoppedToo = QueryFlag.of("deregistered", deregistered);
        return MultiRegistrationsResponse.of(registry.all().stream()
                .map(Registry.Listed::shown)
                .filter(one -> stoppedToo || one.health() != HealthStatus.HALT)
                .toList());
    }

    @GET
    @Path("/serviceId/{id}")
    @Operation(summary = "Reads where a service is and whether it answers")
    public RegistrationResponse get(@PathParam("id") String id) {
        return RegistrationResponse.of(registry.get(id));
    }

    @DELETE
    @Path("/serviceId/{id}")
    @Operation(summary = "Removes a service from the list")
    public void delete(@PathParam("id") String id) {
        registry.delete(id);
    }
}
