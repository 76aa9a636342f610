package io.hearth.command;

import io.hearth.contracts.validation.UuidText;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import jakarta.ws.rs.core.UriInfo;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** What a REST request says beside its path and body: who asks, under which correlation id, with which query. */
public final class RestCaller {
    /** Header: see {@link Caller#of}. The query parameter {@link Wishes#CALLER} says the same for who can set no headers. */
    public static final String HEADER = "X-Hearth-Caller";

    private RestCaller() {}

    /** The query, the first value of each name. */
    public static Map<String, String> query(UriInfo uri) {
        Map<String, String> query = new HashMap<>();
        uri.getQueryParameters().forEach((name, values) -> query.put(name, values.getFirst()));
        return query;
    }

    /** Who asks; 400 for what is not allowed. */
    public static Caller caller(HttpServerRequest request, Map<String, String> query) {
        String header = request.getHeader(HEADER);
        SocketAddress from = request.remoteAddress();
        String address = from == null || from.hostAddress() == null ? "" : from.hostAddress();
        return Caller.of(
                header == null || header.isBlank() ? query.get(Wishes.CALLER) : header, Caller.Way.REST, address);
    }

    /** The correlation id that the answer carries, if it is one that EdgeX's services take; else a new one. */
    public static String correlationId(HttpServerRequest request) {
        return UuidText.uuid(request.response().headers().get("X-Correlation-ID"))
                .orElseGet(UUID::randomUUID)
                .toString();
    }
}
