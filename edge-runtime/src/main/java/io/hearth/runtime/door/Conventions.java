package io.hearth.runtime.door;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.UUID;

/** What EdgeX promises of every answer's headers (EdgeX API, conventions). */
final class Conventions {
    private static final String JSON = "application/json";

    private Conventions() {}

    static void apply(RoutingContext context) {
        String given = context.request().getHeader(CorrelationId.HEADER);
        String correlationId =
                given == null || given.isBlank() ? UUID.randomUUID().toString() : given;
        context.response().putHeader(CorrelationId.HEADER, correlationId);
        // EdgeX's Go clients compare the whole text: a charset after it makes the answer unreadable to them.
        context.addHeadersEndHandler(nothing -> {
            String type = context.response().headers().get(HttpHeaders.CONTENT_TYPE);
            if (type != null && type.startsWith(JSON + ";")) {
                context.response().putHeader(HttpHeaders.CONTENT_TYPE, JSON);
            }
        });
        context.next();
    }
}
