package io.hearth.runtime.door;

import io.hearth.contracts.codec.Json;
import io.hearth.contracts.rest.ApiVersion;
import io.hearth.contracts.rest.ConfigResponse;
import io.hearth.contracts.rest.PingResponse;
import io.hearth.contracts.rest.VersionResponse;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.IntSupplier;

/** {@code ping}, {@code version} and {@code config}, which every EdgeX service has (EdgeX API, common routes). */
@Singleton
public class CommonRoutes {
    /** The layout of Unix {@code date}, which EdgeX's ping answers. */
    private static final DateTimeFormatter UNIX_DATE =
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss 'UTC' yyyy", Locale.ENGLISH);

    private final ConfigInForce config;

    CommonRoutes(ConfigInForce config) {
        this.config = config;
    }

    void add(Router router, Door door, IntSupplier port, int order) {
        String api = door.prefix() + "/api/v3";
        router.get(api + "/ping").order(order).handler(context -> answer(context, ping(door)));
        router.get(api + "/version").order(order).handler(context -> answer(context, version(door)));
        router.get(api + "/config").order(order).handler(context -> answer(context, configOf(door, port.getAsInt())));
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

    private static void answer(RoutingContext context, Object body) {
        context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(Buffer.buffer(Json.bytes(body)));
    }
}
