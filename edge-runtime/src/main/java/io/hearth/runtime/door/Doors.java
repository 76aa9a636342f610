package io.hearth.runtime.door;

import io.hearth.runtime.stop.StopDeadline;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Opens the services' EdgeX ports. Resources live under their service's prefix ({@code /core-data/api/v3/...}), and a
 * request to a door's short path ({@code /api/v3/...}) is rerouted there, so that several services fit in one process
 * although EdgeX gives some of them the same paths.
 */
@Singleton
public class Doors {
    private static final Logger LOG = Logger.getLogger(Doors.class);
    private static final String API = "/api/";
    private static final int FIRST = Integer.MIN_VALUE + 1000;
    private static final int AFTER_STREAMS = 100;

    /** The priority among the observers of the start at which the doors are opened; those who tell of them come after it. */
    public static final int OPENED = Integer.MAX_VALUE - 1;

    private final List<Door> doors;
    private final DoorsConfig config;
    private final Vertx vertx;
    private final CommonRoutes commonRoutes;
    private final int maxHeaderBytes;
    private final InFlight inFlight = new InFlight();
    private final List<HttpServer> servers = new ArrayList<>();
    private final Map<Integer, Door> byPort = new ConcurrentHashMap<>();
    private Router router;

    @Inject
    Doors(
            @Any Instance<Door> doors,
            DoorsConfig config,
            Vertx vertx,
            CommonRoutes commonRoutes,
            @ConfigProperty(name = "hearth.doors.max-header-bytes", defaultValue = "65536") int maxHeaderBytes) {
        this.doors = doors.stream().toList();
        this.config = config;
        this.vertx = vertx;
        this.commonRoutes = commonRoutes;
        this.maxHeaderBytes = maxHeaderBytes;
    }

    /** The doors of the services in this process. */
    public List<Door> all() {
        return doors;
    }

    /** The TCP port at which a door stands open, or will. */
    public int port(Door door) {
        return byPort.entrySet().stream()
                .filter(open -> open.getValue().equals(door))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(isSeparate(door) ? moved(door) : door.port());
    }

    private boolean isSeparate(Door door) {
        return config.separate() || door.beside();
    }

    private int moved(Door door) {
        return door.port() == 0 ? 0 : door.port() + config.portOffset();
    }

    void route(@Observes Router router) {
        this.router = router;
        List<Door> alone = doors.stream().filter(door -> !door.beside()).toList();
        Door only = !config.separate() && alone.size() == 1 ? alone.getFirst() : null;
        router.route().order(FIRST).handler(Conventions::apply);
        router.route().order(FIRST + 1).handler(context -> reroute(context, only));
        doors.forEach(door -> commonRoutes.add(router, door, () -> port(door), FIRST + 2));
    }

    /** As Quarkus does with its own port: whoever gets in finds everything started. */
    void open(@Observes @Priority(OPENED) StartupEvent started) {
        doors.stream().filter(this::isSeparate).forEach(this::listen);
    }

    private void reroute(RoutingContext context, Door only) {
        Door own = byPort.get(context.request().connection().localAddress().port());
        Door door = own == null ? only : own;
        String uri = context.request().uri();
        if (door != null && uri.startsWith(API)) {
            context.reroute(context.request().method(), door.prefix() + uri);
        } else if (door != null && isByKey(door, uri)) {
            context.reroute(
                    context.request().method(),
                    door.prefix() + uri.substring(1 + door.serviceKey().length()));
        } else if (isParted(uri)) {
            context.reroute(context.request().method(), literal(uri));
        } else if (own == null) {
            // Quarkus' own port, whose requests in flight Quarkus waits for.
            context.next();
        } else {
            inFlight.take(context);
        }
    }

    /** Whether the path begins with the key of a service whose resources have another prefix: a way in from outside knows the key. */
    private static boolean isByKey(Door door, String uri) {
        String prefix = "/" + door.serviceKey();
        return !prefix.equals(door.prefix()) && uri.startsWith(prefix + API);
    }

    /** Whether JAX-RS would take a part of the path for matrix parameters, which EdgeX does not know: its clients send names raw. */
    private static boolean isParted(String uri) {
        int semicolon = uri.indexOf(';');
        int query = uri.indexOf('?');
        return semicolon >= 0 && (query < 0 || semicolon < query);
    }

    private static String literal(String uri) {
        int query = uri.indexOf('?');
        String path = query < 0 ? uri : uri.substring(0, query);
        return path.replace(";", "%3B") + uri.substring(path.length());
    }

    private void listen(Door door) {
        // A failure to bind ends the start: a service that nobody can reach is not up.
        HttpServer server = vertx.createHttpServer(new HttpServerOptions()
                        .setHost(config.host())
                        .setPort(moved(door))
                        .setMaxHeaderSize(maxHeaderBytes)
                        .setIdleTimeout(5)
                        .setIdleTimeoutUnit(TimeUnit.MINUTES))
                .requestHandler(router);
        server.listen().toCompletionStage().toCompletableFuture().join();
        servers.add(server);
        byPort.put(server.actualPort(), door);
        LOG.debugf("door open service=%s port=%d", door.serviceKey(), server.actualPort());
    }

    /** First of all, but for the streams that have no end of their own: what is in flight needs everything else to be there. */
    void close(@Observes @Priority(AFTER_STREAMS) ShutdownEvent stopping) {
        Duration longest = StopDeadline.atMost(config.drainTimeout());
        int left = inFlight.drain(longest);
        if (left > 0) {
            LOG.warnf("requests broken off requests=%d after=%d ms", left, longest.toMillis());
        }
        servers.forEach(HttpServer::close);
    }
}
