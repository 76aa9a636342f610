package io.hearth.runtime.keeper;

import io.hearth.contracts.keeper.KeyValues;
import io.hearth.contracts.rest.BaseResponse;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.contracts.rest.SecretRequest;
import io.hearth.runtime.door.Door;
import io.hearth.runtime.rest.FailedRequest;
import io.hearth.runtime.rest.RequestBody;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@code POST /secret}, which every EdgeX service has (EdgeX API, common routes). Without a secret store EdgeX 4 keeps a
 * service's secrets in its configuration, and so do we: in core-keeper under {@code Writable/InsecureSecrets/<secretName>}. The services' routes lead here.
 */
@Path(SecretResource.PATH + "/{service}")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class SecretResource {
    /** Before the key of the service that the secret is for. */
    public static final String PATH = "/secret";

    private final KeeperClient keeper;
    private final KeeperSettings settings;
    private final RequestBody bodies;
    private final Instance<Door> doors;

    SecretResource(KeeperClient keeper, KeeperSettings settings, RequestBody bodies, @Any Instance<Door> doors) {
        this.keeper = keeper;
        this.settings = settings;
        this.bodies = bodies;
        this.doors = doors;
    }

    /** 201 once core-keeper has the secret; 503 when it does not answer. */
    @POST
    public Response store(@PathParam("service") String service, byte[] body) throws InterruptedException {
        if (doors.stream().noneMatch(door -> door.serviceKey().equals(service))) {
            throw new NotFoundException();
        }
        SecretRequest request = bodies.one(body, SecretRequest.class);
        return FailedRequest.named(request.requestId(), () -> store(service, request));
    }

    private Response store(String service, SecretRequest request) throws InterruptedException {
        Map<String, String> data = new LinkedHashMap<>();
        request.secretData().forEach(part -> data.put(part.key(), part.value()));
        store(
                KeyValues.ofService(service) + "/Writable/InsecureSecrets/" + request.secretName(),
                Map.of("SecretName", request.secretName(), "SecretData", data));
        return Response.status(Response.Status.CREATED)
                .entity(BaseResponse.ok(request.requestId(), Response.Status.CREATED.getStatusCode()))
                .build();
    }

    private void store(String key, Map<String, Object> secret) throws InterruptedException {
        if (!settings.enabled()) {
            throw new EdgexException(
                    ErrorKind.SERVICE_UNAVAILABLE,
                    "secrets are kept in core-keeper, which this service does not use: hearth.keeper.enabled is false");
        }
        try {
            keeper.putTree(key, secret);
        } catch (KeeperUnavailable away) {
            throw new EdgexException(ErrorKind.SERVICE_UNAVAILABLE, away.getMessage());
        }
    }
}
