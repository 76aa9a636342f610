package io.hearth.coredata.retention;

import io.hearth.coredata.DataConfig;
import io.hearth.coredata.DataMetrics;
import io.hearth.coredata.access.RefusedAccess;
import io.hearth.coredata.store.Purge;
import io.hearth.runtime.redis.RedisError;
import io.hearth.runtime.redis.StoreUnavailable;
import io.hearth.runtime.stop.StopDeadline;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Removes in the background what is to go, one thing after another and in one process of several: what was put away of deleted
 * devices, what is older than somebody asked for, what is too much for the memory, what retention lets go. All of it is
 * remembered in Redis or seen from what is stored, so a process that is killed in the middle leaves nothing undone for good.
 *
 * <p>What is older than somebody asked for goes at once in the process that was asked, beside all that and whoever has the lock:
 * such a removal does no harm beside another one, and nobody waits for it behind work that may take long.
 */
@ApplicationScoped
public class Housekeeping {
    private static final Logger LOG = Logger.getLogger(Housekeeping.class);
    private static final Duration RETRY = Duration.ofSeconds(5);
    /** After so long the cap is looked to before cleaning goes on. */
    private static final Duration A_SLICE = Duration.ofSeconds(2);

    private final DataConfig config;
    private final StoreLock lock;
    private final Purge purge;
    private final AgeRemoval age;
    private final HardCap cap;
    private final RetentionCycle retention;
    private final RetentionSettings settings;
    private final RefusedAccess refused;
    private final DataMetrics metrics;
    private final Semaphore asked = new Semaphore(0);
    private volatile boolean stopped;
    /** When the last round of retention was over, or this process began. */
    private Instant retained;
    /** Before this none is tried. */
    private Instant retry;

    private boolean failing;
    private final Semaphore ageAsked = new Semaphore(0);
    private Thread worker;
    private Thread ageWorker;

    Housekeeping(
            DataConfig config,
            StoreLock lock,
            Purge purge,
            AgeRemoval age,
            HardCap cap,
            RetentionCycle retention,
            RetentionSettings settings,
            RefusedAccess refused,
            DataMetrics metrics) {
        this.config = config;
        this.lock = lock;
        this.purge = purge;
        this.age = age;
        this.cap = cap;
        this.retention = retention;
        this.settings = settings;
        this.refused = refused;
        this.metrics = metrics;
    }

    void start(@Observes StartupEvent started) {
        retained = Instant.now();
        retry = retained;
        worker = Thread.ofVirtual().name("housekeeping").start(this::run);
        ageWorker = Thread.ofVirtual().name("age-removal").start(this::runAge);
    }

    /** Does soon what was just asked for; without this it is found a moment later. */
    public void wake() {
        asked.release();
    }

    /** Does now what {@link AgeRemoval} was just asked for. */
    public void removeByAge() {
        ageAsked.release();
    }

    private void runAge() {
        try {
            while (!stopped) {
                ageAsked.acquire();
                ageAsked.drainPermits();
                try {
                    count("age", () -> age.work(() -> !stopped));
                } catch (RuntimeException notNow) {
                    // It is remembered, and done in a round, where failures are told.
                    LOG.debugf("removal by age left for later reason=%s", notNow.getMessage());
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!stopped) {
                asked.tryAcquire(config.removal().interval().toMillis(), TimeUnit.MILLISECONDS);
                asked.drainPermits();
                round();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void round() throws InterruptedException {
        try {
            if (goOn()) {
                refused.look();
                // The cap does not wait for a device that cannot be cleaned up, which may be so because nothing fits
                // any more.
                count("cap", () -> cap.enforce(this::goOn));
                // What a process that was asked has not done before it ended.
                count("age", () -> age.work(this::goOn));
                clean();
                retain();
            }
            failing = false;
        } catch (StoreUnavailable | RedisError notNow) {
            if (!failing) {
                LOG.warnf("removal held back, trying again reason=%s", notNow.getMessage());
                failing = true;
            }
        } catch (RuntimeException defect) {
            // The next round tries again: removing must not end for the rest of the process' life.
            LOG.error("removal failed", defect);
            Thread.sleep(RETRY);
        }
    }

    private boolean goOn() {
        return !stopped && lock.hold();
    }

    /** Some of the devices that wait; the others in the next rounds, which come without a pause while there are any. */
    private void clean() {
        purge.forgetLeft();
        long until = System.nanoTime() + A_SLICE.toNanos();
        BooleanSupplier inTime = () -> System.nanoTime() - until < 0 && goOn();
        List<String> waiting = purge.waiting();
        waiting.forEach(device -> freed(purge.clean(device, inTime)));
        boolean timeIsUp = System.nanoTime() - until >= 0;
        boolean mayHaveMore = !waiting.isEmpty();
        if (timeIsUp || mayHaveMore && purge.waiting().stream().anyMatch(device -> !waiting.contains(device))) {
            wake();
        }
    }

    private void retain() throws InterruptedException {
        Instant now = Instant.now();
        Duration interval = settings.interval();
        if (!interval.isPositive() || now.isBefore(retained.plus(interval)) || now.isBefore(retry)) {
            return;
        }
        if (!retention.refresh()) {
            retry = now.plus(RETRY);
            return;
        }
        count("retention", () -> retention.run(Clock.systemUTC(), this::goOn));
        retained = Instant.now();
    }

    private void freed(Purge.Freed freed) {
        if (freed.events() > 0) {
            metrics.removed("device", freed.events());
        }
        if (freed.rollups() > 0) {
            metrics.rollupsFreed(freed.rollups());
        }
    }

    private void count(String why, LongSupplier work) {
        long removed = work.getAsLong();
        if (removed > 0) {
            metrics.removed(why, removed);
            LOG.debugf("events removed why=%s events=%d", why, removed);
        }
    }

    void stop(@Observes ShutdownEvent stopping) throws InterruptedException {
        stopped = true;
        if (worker == null) {
            return;
        }
        worker.interrupt();
        ageWorker.interrupt();
        worker.join(StopDeadline.atMost(Duration.ofSeconds(2)));
        ageWorker.join(StopDeadline.atMost(Duration.ofSeconds(2)));
        try {
            lock.release();
        } catch (RuntimeException expiresByItself) {
            LOG.debugf("lock not released reason=%s", expiresByItself.getMessage());
        }
    }
}
