package io.hearth.metadata.keeper;

import io.hearth.contracts.keeper.HealthStatus;
import io.hearth.contracts.keeper.Registration;
import io.hearth.contracts.value.GoDuration;
import io.hearth.runtime.rest.LateTls;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Asks the registered services whether they are well, each at the interval that it registered, and at half of it while it
 * is not (EdgeX, core-keeper). A bounded number at a time; each answers in time or is down.
 */
@Singleton
class HealthChecks {
    private static final Logger LOG = Logger.getLogger(HealthChecks.class);
    private static final Set<String> SCHEMES = Set.of("http", "https");
    /** What registered with another replica is found after this. */
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(5);

    private final Registry registry;
    private final KeeperConfig config;
    private final HttpClient http;
    private final Semaphore free;
    /** When each service is to be asked next, ns. */
    private final Map<String, Long> due = new ConcurrentHashMap<>();

    private final Set<String> asking = ConcurrentHashMap.newKeySet();
    /** Somebody has registered here, or has been asked. */
    private final Semaphore news = new Semaphore(0);
    /** Whether somebody has registered since it was looked. */
    private final AtomicBoolean hasNew = new AtomicBoolean();

    private final Thread scheduler = Thread.ofVirtual().name("health-checks").unstarted(this::run);
    private volatile boolean closed;

    HealthChecks(Registry registry, KeeperConfig config) {
        this.registry = registry;
        this.config = config;
        this.free = new Semaphore(config.maxHealthChecks());
        this.http = LateTls.client().connectTimeout(config.healthCheckTimeout()).build();
    }

    void start(@Observes StartupEvent event) {
        registry.onSaid(() -> {
            hasNew.set(true);
            news.release();
        });
        scheduler.start();
    }

    private void run() {
        while (!closed) {
            try {
                look();
            } catch (RuntimeException storeAway) {
                LOG.debugf("no health checks now reason=%s", storeAway.getMessage());
            }
            try {
                awaitDue();
            } catch (InterruptedException stop) {
                return;
            }
        }
    }

    /** Until one is due, or has registered. */
    private void awaitDue() throws InterruptedException {
        long looked = System.nanoTime();
        long left = pause(looked);
        while (left > 0 && !hasNew.getAndSet(false)) {
            news.tryAcquire(left, TimeUnit.NANOSECONDS);
            news.drainPermits();
            left = pause(looked);
        }
    }

    /** How long that is yet, ns; after a look at least half of the shortest interval, should there be no place free, or no Redis. */
    private long pause(long looked) {
        long next = due.entrySet().stream()
                .filter(one -> !asking.contains(one.getKey()))
                .mapToLong(one -> one.getValue() - looked)
                .min()
                .orElse(Long.MAX_VALUE);
        long longest = LONGEST_LOOK.toNanos();
        long shortest = Math.clamp(config.minHealthCheckInterval().toNanos() / 2, 1, longest);
        return Math.clamp(next, shortest, longest) - (System.nanoTime() - looked);
    }

    private void look() {
        List<Registry.Listed> all = registry.all().stream()
                .filter(one -> one.shown().health() != HealthStatus.HALT)
                .toList();
        due.keySet().retainAll(all.stream().map(one -> one.shown().serviceId()).collect(Collectors.toSet()));
        long now = System.nanoTime();
        for (Registry.Listed one : all) {
            String id = one.shown().serviceId();
            // One that was never asked since it registered is asked at once.
            boolean is = one.shown().health() == HealthStatus.UNKNOWN || due.getOrDefault(id, now) - now <= 0;
            if (is && !asking.contains(id) && free.tryAcquire()) {
                asking.add(id);
                Thread.ofVirtual().name("health-of-" + id).start(() -> check(one));
            }
        }
    }

    private void check(Registry.Listed listed) {
        Registration one = listed.shown();
        HealthStatus found = HealthStatus.DOWN;
        try {
            found = ask(one);
            if (found != one.health()) {
                LOG.infof("service is %s service=%s at=%s:%d", found, one.serviceId(), one.host(), one.port());
            }
            registry.note(listed, found);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException storeAway) {
            LOG.debugf("health not kept service=%s reason=%s", one.serviceId(), storeAway.getMessage());
        } finally {
            due.put(one.serviceId(), System.nanoTime() + pauseAfter(one, found));
            asking.remove(one.serviceId());
            free.release();
            news.release();
        }
    }

    private long pauseAfter(Registration one, HealthStatus found) {
        long interval = GoDuration.parse(one.healthCheck().interval()).toNanos();
        long wanted = found == HealthStatus.UP ? interval : interval / 2;
        return Math.max(wanted, config.minHealthCheckInterval().toNanos());
    }

    private HealthStatus ask(Registration one) throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(address(one))
                    .timeout(config.healthCheckTimeout())
                    .build();
            HttpResponse<InputStream> answer = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            // Not read: the timeout ends with the headers, and a body may never end.
            answer.body().close();
            int status = answer.statusCode();
            return status >= 200 && status < 300 ? HealthStatus.UP : HealthStatus.DOWN;
        } catch (IOException | URISyntaxException | IllegalArgumentException silent) {
            LOG.debugf("no answer service=%s reason=%s", one.serviceId(), silent);
            return HealthStatus.DOWN;
        }
    }

    /** Made of its parts, so that none of them reaches into another. */
    private static URI address(Registration one) throws URISyntaxException {
        String scheme = one.healthCheck().type().toLowerCase(Locale.ROOT);
        if (!SCHEMES.contains(scheme)) {
            throw new IllegalArgumentException("type is '" + scheme + "', allowed are http and https");
        }
        String host = one.host().contains(":") && !one.host().startsWith("[") ? "[" + one.host() + "]" : one.host();
        URI server = new URI(scheme, null, host, one.port(), null, null, null);
        if (!host.equals(server.getHost())) {
            throw new IllegalArgumentException("host is '" + host + "', allowed is the name or address of a host");
        }
        String path = one.healthCheck().path();
        return new URI(server + (path.startsWith("/") ? path : "/" + path));
    }

    void stop(@Observes ShutdownEvent event) {
        closed = true;
        scheduler.interrupt();
        http.shutdownNow();
    }
}
