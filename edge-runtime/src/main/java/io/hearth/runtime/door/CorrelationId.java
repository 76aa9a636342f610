package io.hearth.runtime.door;

import io.quarkus.arc.Arc;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.UUID;

/**
 * The id by which a request and all that follows from it are found again (EdgeX API, {@code X-Correlation-ID}): what is published
 * because of a request carries the request's.
 */
@Singleton
public class CorrelationId {
    static final String HEADER = "X-Correlation-ID";

    private final CurrentVertxRequest request;

    CorrelationId(CurrentVertxRequest request) {
        this.request = request;
    }

    /** That of the request that this thread works on, as its answer has it; a new uuid outside of requests. */
    public String current() {
        String answered = null;
        if (Arc.container().requestContext().isActive()) {
            RoutingContext context = request.getCurrent();
            answered = context == null ? null : context.response().headers().get(HEADER);
        }
        return answered == null ? UUID.randomUUID().toString() : answered;
    }
}
