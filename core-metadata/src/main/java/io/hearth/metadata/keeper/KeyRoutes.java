package io.hearth.metadata.keeper;

import io.hearth.contracts.keeper.KeysResponse;
import io.hearth.contracts.keeper.MultiKeyValueResponse;
import io.hearth.contracts.keeper.UpdateKeysRequest;
import io.hearth.runtime.rest.RequestBody;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
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

/** Settings under their keys over REST (EdgeX API, core-keeper). A key's slashes may be written as they are or as %2F. */
@Path("/core-keeper/api/v3/kvs/key/{key:.*}")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "settings")
public class KeyRoutes {
    private final KeyStore keys;
    private final RequestBody bodies;
    private final KeeperConfig config;

    KeyRoutes(KeyStore keys, RequestBody bodies, KeeperConfig config) {
        this.keys = keys;
        this.bodies = bodies;
        this.config = config;
    }

    @GET
    @Operation(summary = "Reads a key and all keys below it: values in base64 or as plain text, or the keys only")
    public Response get(
            @PathParam("key") String key,
            @QueryParam("keyOnly") String keyOnly,
            @QueryParam("plaintext") String plaintext) {
        boolean onlyKeys = QueryFlag.of("keyOnly", keyOnly);
        boolean plain = QueryFlag.of("plaintext", plaintext);
        return Response.ok(
                        onlyKeys
                                ? KeysResponse.of(keys.names(key(key)))
                                : MultiKeyValueResponse.of(keys.values(key(key), plain)))
                .build();
    }

    @PUT
    @Operation(summary = "Stores a value, or with flatten each leaf of a tree under a key of its own, and tells of it")
    public KeysResponse put(@PathParam("key") String key, @QueryParam("flatten") String flatten, byte[] body) {
        boolean leaves = QueryFlag.of("flatten", flatten);
        Key stored = key(key);
        return KeysResponse.of(
                keys.put(stored, bodies.one(body, UpdateKeysRequest.class).value(), leaves));
    }

    @DELETE
    @Operation(summary = "Removes a key, or with prefixMatch all keys below it too, and tells of it")
    public KeysResponse delete(@PathParam("key") String key, @QueryParam("prefixMatch") String prefixMatch) {
        return KeysResponse.of(keys.delete(key(key), QueryFlag.of("prefixMatch", prefixMatch)));
    }

    private Key key(String text) {
        return Key.of(text, config.maxKeyOctets());
    }
}
