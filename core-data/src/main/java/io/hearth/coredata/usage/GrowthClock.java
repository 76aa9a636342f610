package io.hearth.coredata.usage;

import io.hearth.runtime.redis.RedisError;
import io.hearth.runtime.redis.StoreUnavailable;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Measures once an hour what everything takes; of several processes whichever comes first. */
@ApplicationScoped
public class GrowthClock {
    private static final Logger LOG = Logger.getLogger(GrowthClock.class);
    private static final Duration LOOK = Duration.ofMinutes(1);

    private final Usage usage;
    private final Growth growth;
    private Thread worker;

    GrowthClock(Usage usage, Growth growth) {
        this.usage = usage;
        this.growth = growth;
    }

    void start(@Observes StartupEvent started) {
        worker = Thread.ofVirtual().name("growth").start(this::run);
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(LOOK);
                measure();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void measure() {
        try {
            if (growth.isDue()) {
                growth.note(usage.total());
            }
        } catch (StoreUnavailable | RedisError notNow) {
            LOG.debugf("usage not measured reason=%s", notNow.getMessage());
        }
    }

    void stop(@Observes ShutdownEvent stopping) {
        if (worker != null) {
            worker.interrupt();
        }
    }
}
