package io.hearth.runtime.keeper;

import io.hearth.contracts.keeper.HealthCheck;
import io.hearth.contracts.keeper.HealthStatus;
import io.hearth.contracts.keeper.Registration;
import io.hearth.contracts.value.GoDuration;
import io.hearth.runtime.bus.Backoff;
import io.hearth.runtime.door.Door;
import io.hearth.runtime.door.Doors;
import io.hearth.runtime.door.DoorsConfig;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Set;
import org.jboss.logging.Logger;

/** Tells core-keeper where the services of this process are, so that they can be found; again and again until it is told. */
@Singleton
public class SelfRegistration {
    private static final Logger LOG = Logger.getLogger(SelfRegistration.class);
    private static final Duration FIRST_RETRY = Duration.ofMillis(200);
    private static final Set<String> ANY_ADDRESS = Set.of("0.0.0.0", "::", "[::]", "0:0:0:0:0:0:0:0");

    private final KeeperClient keeper;
    private final KeeperSettings settings;
    private final Doors doors;
    private final DoorsConfig bound;
    private final Thread worker = Thread.ofVirtual().name("self-registration").unstarted(this::run);

    SelfRegistration(KeeperClient keeper, KeeperSettings settings, Doors doors, DoorsConfig bound) {
        this.keeper = keeper;
        this.settings = settings;
        this.doors = doors;
        this.bound = bound;
    }

    /** When the doors are open: their ports are told. */
    void start(@Observes @Priority(Doors.OPENED + 1) StartupEvent started) {
        if (settings.enabled()) {
            worker.start();
        }
    }

    private void run() {
        Backoff backoff = new Backoff(FIRST_RETRY, settings.maxRetryDelay());
        Queue<Door> left = new ArrayDeque<>(doors.all());
        while (!left.isEmpty()) {
            try {
                keeper.register(registration(left.element()));
                LOG.debugf("registered service=%s", left.remove().serviceKey());
                backoff.reset();
            } catch (InterruptedException stop) {
                return;
            } catch (KeeperUnavailable away) {
                LOG.debugf(
                        "not registered service=%s reason='%s'", left.element().serviceKey(), away.getMessage());
                try {
                    Thread.sleep(backoff.next());
                } catch (InterruptedException stop) {
                    return;
                }
            }
        }
    }

    private Registration registration(Door door) {
        HealthCheck check = new HealthCheck(GoDuration.format(settings.healthCheckInterval()), "/api/v3/ping", "http");
        return new Registration(0, 0, door.serviceKey(), HealthStatus.UP.name(), host(), doors.port(door), check, 0);
    }

    /** The host under which others reach the services of this process. */
    public String host() {
        return settings.serviceHost().orElseGet(() -> ANY_ADDRESS.contains(bound.host()) ? machine() : bound.host());
    }

    private static String machine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "localhost";
        }
    }

    void stop(@Observes ShutdownEvent stopping) {
        worker.interrupt();
    }
}
