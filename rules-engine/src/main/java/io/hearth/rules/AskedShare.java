package io.hearth.rules;

import io.quarkus.arc.Arc;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.OptionalInt;

/** Which share of the devices the request that is answered asks for: what replicas that share them ask each other. */
@Singleton
class AskedShare {
    /** The header that says so. */
    static final String HEADER = "X-Hearth-Share";

    private final CurrentVertxRequest request;

    AskedShare(CurrentVertxRequest request) {
        this.request = request;
    }

    /** Empty when none is asked for, and where nobody asks. */
    OptionalInt share() {
        if (!Arc.container().requestContext().isActive()) {
            return OptionalInt.empty();
        }
        RoutingContext asking = request.getCurrent();
        if (asking == null) {
            return OptionalInt.empty();
        }
        String chosen = asking.get(HEADER);
        return of(chosen == null ? asking.request().getHeader(HEADER) : chosen);
    }

    /** A request that any share can answer is answered for this one. */
    static void is(int share, RoutingContext asking) {
        asking.put(HEADER, Integer.toString(share));
    }

    private static OptionalInt of(String header) {
        try {
            return header == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(header));
        } catch (NumberFormatException none) {
            return OptionalInt.of(-1);
        }
    }
}
