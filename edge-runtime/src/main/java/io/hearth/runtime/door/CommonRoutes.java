package io.hearth.runtime.door;

import io.hearth.contracts.codec.Json;
import io.hearth.contracts.rest.ApiVersion;
import io.hearth.contracts.rest.ConfigResponse;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.contracts.rest.PingResponse;
import io.hearth.contracts.rest.VersionResponse;
import io.hearth.runtime.keeper.SecretResource;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** What every EdgeX service has (EdgeX API, common routes): {@code ping}, {@code version}, {@code config}, {@code secret}. */
@Singleton
public class CommonRoutes {
    private static final int OK = 200;

    /** The layout of Unix {@code date}, which EdgeX's ping answers. */
    private static final DateTimeFormatter UNIX_DATE =
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss 'UTC' yyyy", Locale.ENGLISH);

    private final ConfigInForce config;

    CommonRoutes(ConfigInForce config) {
        this.config = config;
    }

    void add(Router router, Door door, IntSupplier port, int order) {
        String api = door.prefix() + "/api/v3";
        read(router, api + "/ping", order, () -> ping(door));
        read(router, api + "/version", order, () -> version(door));
        read(router, api + "/config", order, () -> configOf(door, port.getAsInt()));
        router.route(api + "/secret")
                .order(order)
                .handler(context ->
                        context.reroute(context.request().method(), SecretResource.PATH + "/" + door.serviceKey()));
    }

    private static void read(Router router, String path, int order, Supplier<Object> answer) {
        router.route(path).order(order).handler(context -> {
            if (context.request().method().equals(HttpMethod.GET)) {
                answer(context, OK, answer.get());
            } else {
                answer(context, ErrorKind.NOT_ALLOWED.status(), Map.of("message", "Method Not Allowed"));
            }
        });
    }

    private static PingResponse ping(Door door) {
        String now = ZonedDateTime.now(ZoneOffset.UTC).format(UNIX_DATE);
        return new PingResponse(ApiVersion.V3, now, door.serviceKey());
    }

    private static VersionResponse version(Door door) {
        return new VersionResponse(ApiVersion.V3, door.version(), door.serviceKey(), door.sdkVersion());
    }

    private ConfigResponse configOf(Door door, int port) {
        return new ConfigResponse(ApiVersion.V3, config.asTree(door.serviceKey(), port), door.serviceKey());
    }

    private static void answer(RoutingContext context, int status, Object body) {
        context.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(Buffer.buffer(Json.bytes(body)));
    }
}
