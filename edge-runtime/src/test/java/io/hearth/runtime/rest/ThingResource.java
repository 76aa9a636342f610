package io.hearth.runtime.rest;

import io.hearth.contracts.rest.BaseResponse;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.runtime.door.Door;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A service as small as can be, behind a door of its own. */
@Path("/test-service/api/v3")
@RunOnVirtualThread
public class ThingResource {
    private final RequestBody body;
    private final Paging paging;

    ThingResource(RequestBody body, Paging paging) {
        this.body = body;
        this.paging = paging;
    }

    @Produces
    @Singleton
    static Door door() {
        return Door.of("test-service", 59999, ThingResource.class);
    }

    /** A second service in the same process, whose paths have another prefix than its key. */
    @Produces
    @Singleton
    static Door another() {
        return Door.of("another-service", 0, ThingResource.class).at("/another").besideAnother();
    }

    @POST
    @Path("/thing")
    public Response add(byte[] json) {
        return MultiStatus.of(body.list(json, Thing.class), Thing::requestId, thing -> {
            if (thing.name().equals("taken")) {
                throw new EdgexException(ErrorKind.DUPLICATE_NAME, "thing name taken already exists");
            }
            return BaseResponse.ok(thing.requestId(), 201);
        });
    }

    @GET
    @Path("/thing/name/{name}")
    public Map<String, String> byName(@PathParam("name") String name) {
        return Map.of("name", name);
    }

    @GET
    @Path("/thing/all")
    public Map<String, List<Integer>> all(@QueryParam("offset") String offset, @QueryParam("limit") String limit) {
        return Map.of(
                "things",
                paging.page(offset, limit).of(IntStream.range(0, 30).boxed().toList()));
    }

    @GET
    @Path("/broken")
    public String broken() {
        throw new IllegalStateException("a bug");
    }
}
