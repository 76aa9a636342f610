package io.hearth.rules.device;

import io.hearth.contracts.metadata.Device;
import io.hearth.rules.RulesConfig;
import io.hearth.rules.fault.Faults;
import io.hearth.runtime.bus.Backoff;
import io.hearth.runtime.bus.Bus;
import io.hearth.runtime.bus.BusMessage;
import io.hearth.runtime.bus.Listener;
import io.hearth.runtime.redis.RedisBatch;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Keeps the catalog as core-metadata has it: reads all at the start, whenever something may have been missed, and every so
 * often; takes up in between what core-metadata tells on the bus. One thread does all of it, so that news that come during
 * a reading are taken up after it.
 */
@Singleton
public class CatalogFeed implements Listener {
    private static final Logger LOG = Logger.getLogger(CatalogFeed.class);
    private static final String WORKER = "rules-catalog";
    private static final Duration FIRST_RETRY = Duration.ofMillis(200);
    /** Between two readings of all, whatever happens; and how long it can take until one that is wanted begins. */
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** However much goes on, rules are told after so many times the quiet that is waited for. */
    private static final int LONGEST_SETTLING = 10;

    private final CatalogConfig config;
    private final DeviceCatalog catalog;
    private final Clock clock;
    private final CatalogStore store;
    private final WholeCatalog whole;
    private final BlockingQueue<BusMessage> news;
    private final Backoff backoff;
    private final CountDownLatch loaded = new CountDownLatch(1);
    private volatile boolean readAnew = true;
    private volatile String trouble = "core-metadata was not asked yet";
    private volatile Optional<Instant> wholeSince = Optional.empty();
    private volatile Thread thread;
    private boolean storeIsBehind;
    private boolean unreadableTold;

    CatalogFeed(RulesConfig config, DeviceCatalog catalog, RedisBatch redis, Clock clock) {
        this.clock = clock;
        this.config = config.catalog();
        this.catalog = catalog;
        this.store = new CatalogStore(redis);
        this.whole = new WholeCatalog(this.config, catalog, clock);
        this.news = new ArrayBlockingQueue<>(this.config.maxWaitingChanges());
        this.backoff = new Backoff(FIRST_RETRY, this.config.longestRetry());
    }

    void start(@Observes StartupEvent started, Bus bus) {
        bus.listen(List.of(bus.topics().metadataEvents("device"), bus.topics().metadataEvents("deviceprofile")), this);
        thread = Thread.ofVirtual().name(WORKER).start(this::run);
    }

    void stop(@Observes ShutdownEvent stopping) {
        Optional.ofNullable(thread).ifPresent(Thread::interrupt);
        whole.close();
    }

    /**
     * Takes up the devices known in an earlier run, once; later calls do nothing. To be done before rules are loaded: whose
     * devices are not known yet would be taken for rules of no device.
     *
     * @throws RuntimeException when Redis is away; to be tried again
     */
    public synchronized void load() {
        if (loaded.getCount() > 0) {
            store.loadInto(catalog);
            wholeSince = store.whole();
            loaded.countDown();
        }
    }

    /** Why the catalog may be behind; empty while it is as core-metadata has it. */
    public String trouble() {
        return trouble;
    }

    /** How many devices are kept though core-metadata did not list them, because it lacked too many to be believed. */
    public int doubted() {
        return whole.doubted();
    }

    /** When all devices were read last, in this run or an earlier one; empty when they never were. */
    public Optional<Instant> wholeSince() {
        return wholeSince;
    }

    @Override
    public void received(BusMessage message) {
        if (!news.offer(message)) {
            readAnew = true;
        }
    }

    @Override
    public void listening() {
        readAnew = true;
    }

    private void run() {
        try {
            loaded.await();
            long read = System.nanoTime() - PAUSE_NANOS;
            long nextReading = read;
            while (true) {
                long now = System.nanoTime();
                try {
                    if (now - nextReading >= 0 || readAnew && now - read >= PAUSE_NANOS) {
                        read = now;
                        nextReading = now + readWhole().toNanos();
                        read = System.nanoTime();
                    }
                    takeUpNews(nextReading);
                    Faults.over(WORKER);
                } catch (RuntimeException | Error unforeseen) {
                    // What was on its way is lost: all is read anew.
                    readAnew = true;
                    Faults.failing(WORKER, unforeseen);
                    TimeUnit.NANOSECONDS.sleep(PAUSE_NANOS);
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes up what comes until there is something else to do, and tells of it when it has become quiet. */
    private void takeUpNews(long until) throws InterruptedException {
        long quiet = config.settle().toNanos();
        boolean changed = false;
        long tellAt = 0;
        while (!changed || System.nanoTime() - tellAt < 0) {
            long patience = changed ? quiet : Math.min(until - System.nanoTime(), PAUSE_NANOS);
            Optional<BusMessage> message = Optional.ofNullable(news.poll(patience, TimeUnit.NANOSECONDS));
            if (message.isEmpty()) {
                break;
            }
            if (takeUp(message.get()) && !changed) {
                changed = true;
                tellAt = System.nanoTime() + LONGEST_SETTLING * quiet;
            }
        }
        if (changed) {
            catalog.tellChanged();
        }
    }

    private boolean takeUp(BusMessage message) {
        CatalogStore.Batch batch = new CatalogStore.Batch();
        boolean changed =
                switch (CatalogChange.read(message)) {
                    case CatalogChange.DevicePresent(Device device) -> takeUp(KnownDevice.of(device), batch);
                    case CatalogChange.DeviceGone(String name) -> {
                        batch.removeDevice(name);
                        yield catalog.remove(name);
                    }
                    case CatalogChange.ProfilePresent(var profile) -> {
                        batch.put(profile);
                        catalog.put(KnownProfile.of(profile));
                        yield false;
                    }
                    case CatalogChange.ProfileGone(String name) -> {
                        batch.removeProfile(name);
                        catalog.removeProfile(name);
                        yield false;
                    }
                    case CatalogChange.Unreadable(String reason) -> {
                        unreadable(message, reason);
                        yield false;
                    }
                };
        keep(() -> store.apply(batch));
        return changed;
    }

    private boolean takeUp(KnownDevice device, CatalogStore.Batch batch) {
        boolean changed = catalog.put(device);
        if (changed) {
            batch.put(device);
        }
        return changed;
    }

    private void unreadable(BusMessage message, String reason) {
        readAnew = true;
        if (!unreadableTold) {
            LOG.warnf("system event is not readable, reading all anew topic=%s reason=%s", message.topic(), reason);
        }
        unreadableTold = true;
    }

    /** Reads all devices and profiles; how long to wait until the next time. */
    private Duration readWhole() throws InterruptedException {
        readAnew = false;
        try {
            whole.read(read -> keep(() -> store.become(read, clock.instant())));
            unreadableTold = false;
            wholeSince = Optional.of(clock.instant());
            if (!trouble.isEmpty()) {
                LOG.infof("devices are known devices=%d profiles=%d", catalog.size(), catalog.profileCount());
            }
            trouble = "";
            backoff.reset();
            return whole.doubtedFor()
                    .filter(left -> left.compareTo(config.refresh()) < 0)
                    .orElse(config.refresh());
        } catch (IOException | RuntimeException notNow) {
            String reason = notNow instanceof IOException ? String.valueOf(notNow.getMessage()) : notNow.toString();
            if (backoff.failures() == 0) {
                LOG.warnf(
                        "devices cannot be read, those known before are used devices=%d reason=%s",
                        catalog.size(), reason);
            }
            trouble = reason.isEmpty() ? "core-metadata does not answer" : reason;
            return backoff.next();
        }
    }

    /** What is not stored is stored with the next whole reading; the rules go on with what is known. */
    private void keep(Runnable storing) {
        try {
            storing.run();
            storeIsBehind = false;
        } catch (RuntimeException away) {
            if (!storeIsBehind) {
                LOG.warnf("the catalog is not stored, it will be with the next reading reason=%s", away.getMessage());
            }
            storeIsBehind = true;
        }
    }
}
