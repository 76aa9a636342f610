package io.hearth.runtime.door;

import io.hearth.contracts.codec.Json;
import io.hearth.contracts.rest.BaseResponse;
import io.hearth.contracts.rest.ErrorKind;
import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Says in EdgeX's words that a request's body is longer than any may be ({@code quarkus.http.limits.max-body-size}): 413 with an
 * envelope. Quarkus refuses such a body too, but with an empty answer, which EdgeX's clients cannot read.
 */
@Singleton
public class BodyLimit {
    private static final int AFTER_CONVENTIONS = Integer.MIN_VALUE + 1100;
    /** For how long a body that is too long may still come before its connection is closed. */
    private static final long LINGER_MILLIS = 2_000;

    private final Optional<MemorySize> most;

    BodyLimit(@ConfigProperty(name = "quarkus.http.limits.max-body-size") Optional<MemorySize> most) {
        this.most = most;
    }

    void hold(@Observes Router router) {
        most.ifPresent(limit -> router.route().order(AFTER_CONVENTIONS).handler(context -> hold(context, limit)));
    }

    private static void hold(RoutingContext context, MemorySize limit) {
        long octets = octets(context.request().getHeader(HttpHeaders.CONTENT_LENGTH));
        if (octets <= limit.asLongValue()) {
            context.next();
            return;
        }
        int status = ErrorKind.LIMIT_EXCEEDED.status();
        String message = "the request body has " + octets + " octets, allowed are " + limit.asLongValue();
        // A client in the midst of its body reads the answer behind it; one that waits with its body is not waited for.
        context.request().handler(thrownAway -> {}).resume();
        context.vertx()
                .setTimer(LINGER_MILLIS, late -> context.request().connection().close());
        context.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(Buffer.buffer(Json.bytes(BaseResponse.error("", message, status))));
    }

    /** A length that is none is for the HTTP server to refuse. */
    private static long octets(String contentLength) {
        try {
            return contentLength == null ? 0 : Long.parseLong(contentLength);
        } catch (NumberFormatException none) {
            return 0;
        }
    }
}
