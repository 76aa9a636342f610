package io.hearth.runtime.door;

import io.hearth.runtime.live.LiveConfig;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What pages of another origin may ask of a service (EdgeX's {@code Service.CORSConfiguration}): nothing, unless it is enabled. As
 * EdgeX does, it answers every asker with the one origin that is allowed, whoever asks, and leaves it to the browser to compare;
 * Vert.x's own handler would refuse the others with 403.
 */
@Singleton
public class Cors {
    private static final int NO_CONTENT = 204;

    private final LiveConfig live;
    private final DoorsConfig.Cors start;

    Cors(LiveConfig live, DoorsConfig config) {
        this.live = live;
        this.start = config.cors();
    }

    void add(Router router, Door door, int order) {
        router.route(door.prefix() + "/api/*").order(order).handler(new OfDoor(door.serviceKey())::answer);
    }

    private final class OfDoor {
        private final Supplier<Boolean> enabled;
        private final Supplier<Boolean> credentials;
        private final Supplier<String> origin;
        private final Supplier<String> methods;
        private final Supplier<String> headers;
        private final Supplier<String> exposed;
        private final Supplier<Integer> maxAge;

        OfDoor(String service) {
            enabled = follow(service, "EnableCORS", LiveConfig::flag, start.enabled());
            credentials = follow(service, "CORSAllowCredentials", LiveConfig::flag, start.allowCredentials());
            origin = follow(service, "CORSAllowedOrigin", Cors::header, start.allowedOrigin());
            methods = follow(service, "CORSAllowedMethods", Cors::header, start.allowedMethods());
            headers = follow(service, "CORSAllowedHeaders", Cors::header, start.allowedHeaders());
            exposed = follow(service, "CORSExposeHeaders", Cors::header, start.exposeHeaders());
            maxAge = follow(service, "CORSMaxAge", LiveConfig.count(0, Integer.MAX_VALUE), start.maxAge());
        }

        private <T> Supplier<T> follow(String service, String name, Function<String, T> parse, T atStart) {
            return live.follow(service, "Service/CORSConfiguration/" + name, parse, atStart);
        }

        void answer(RoutingContext context) {
            if (!enabled.get() || context.request().getHeader(HttpHeaders.ORIGIN) == null) {
                context.next();
                return;
            }
            MultiMap answered = context.response().headers();
            answered.set(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin.get());
            if (credentials.get()) {
                answered.set(HttpHeaders.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true");
            }
            if (isPreflight(context)) {
                answered.set(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, methods.get());
                answered.set(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, headers.get());
                answered.set(HttpHeaders.ACCESS_CONTROL_MAX_AGE, maxAge.get().toString());
                answered.set(HttpHeaders.VARY, "Origin, Access-Control-Request-Method, Access-Control-Request-Headers");
                context.response().setStatusCode(NO_CONTENT).end();
            } else {
                answered.set(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, exposed.get());
                answered.add(HttpHeaders.VARY, "Origin");
                context.next();
            }
        }

        private static boolean isPreflight(RoutingContext context) {
            return context.request().method().equals(HttpMethod.OPTIONS)
                    && context.request().getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD) != null;
        }
    }

    /** A text that a header may have. */
    private static String header(String text) {
        String value = text.trim();
        if (value.isEmpty() || !value.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw new IllegalArgumentException("allowed is a text of visible ASCII characters");
        }
        return value;
    }
}
