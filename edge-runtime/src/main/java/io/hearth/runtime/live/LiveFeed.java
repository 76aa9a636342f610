package io.hearth.runtime.live;

import io.hearth.contracts.bus.EnvelopeCodec;
import io.hearth.contracts.bus.MalformedEnvelope;
import io.hearth.contracts.keeper.KeyChange;
import io.hearth.contracts.keeper.KeyValues;
import io.hearth.runtime.bus.Backoff;
import io.hearth.runtime.bus.Bus;
import io.hearth.runtime.bus.BusMessage;
import io.hearth.runtime.bus.Listener;
import io.hearth.runtime.door.Door;
import io.hearth.runtime.keeper.KeeperClient;
import io.hearth.runtime.keeper.KeeperSettings;
import io.hearth.runtime.keeper.KeeperUnavailable;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Brings the values of {@link LiveConfig} from core-keeper. What is said on the bus is put in force at once; then, at the
 * start and after every time away from the bus, what is stored is read over REST and holds. It never makes anybody wait.
 */
@Singleton
public class LiveFeed implements Listener {
    private static final Logger LOG = Logger.getLogger(LiveFeed.class);
    private static final Duration FIRST_RETRY = Duration.ofMillis(200);

    private final LiveConfig live;
    private final KeeperClient keeper;
    private final KeeperSettings settings;
    private final Bus bus;
    private final Map<String, Sections> services = new TreeMap<>();
    /** Those whose stored settings could not be used when they were read last. */
    private final Set<String> unusable = new TreeSet<>();

    private final BlockingQueue<BusMessage> news;
    private final AtomicBoolean behind = new AtomicBoolean(true);
    private final Thread worker = Thread.ofVirtual().name("live-config").unstarted(this::run);
    private volatile boolean closed;

    LiveFeed(LiveConfig live, KeeperClient keeper, KeeperSettings settings, Bus bus, @Any Instance<Door> doors) {
        this.live = live;
        this.keeper = keeper;
        this.settings = settings;
        this.bus = bus;
        this.news = new ArrayBlockingQueue<>(settings.queue());
        doors.forEach(door -> services.put(door.serviceKey(), Sections.of(door)));
    }

    void start(@Observes StartupEvent started) {
        if (settings.enabled() && !services.isEmpty()) {
            bus.listen(filters(), this);
            worker.start();
        }
    }

    /** The keys of each service, those in common, and the levels above them, with which whole trees can be stored or removed. */
    private List<String> filters() {
        Set<String> filters = new TreeSet<>();
        services.values().forEach(sections -> {
            filters.add(bus.topics().keyChange(sections.own()) + "/#");
            sections.common().forEach(key -> {
                filters.add(bus.topics().keyChange(key) + "/#");
                filters.add(bus.topics().keyChange(key.substring(0, key.lastIndexOf('/'))));
            });
        });
        filters.add(bus.topics().keyChange("edgex/v4"));
        filters.add(bus.topics().keyChange("edgex"));
        return List.copyOf(filters);
    }

    @Override
    public void received(BusMessage message) {
        if (!news.offer(message)) {
            behind.set(true);
        }
    }

    /** What was said while we were away is known to nobody but core-keeper. */
    @Override
    public void listening() {
        behind.set(true);
        // Wakes the worker, which looks whether it is behind only after that.
        news.offer(new BusMessage("", new byte[0]));
    }

    private void run() {
        Backoff backoff = new Backoff(FIRST_RETRY, settings.maxRetryDelay());
        Set<String> due = new TreeSet<>();
        while (!closed) {
            try {
                if (behind.getAndSet(false)) {
                    due.addAll(services.keySet());
                }
                Duration patience = read(due, backoff) ? settings.refreshInterval() : backoff.next();
                BusMessage first = news.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
                if (first == null) {
                    behind.set(true);
                } else {
                    takeOrLog(first, due::addAll);
                }
                for (BusMessage next = news.poll(); next != null; next = news.poll()) {
                    takeOrLog(next, due::addAll);
                }
            } catch (InterruptedException stop) {
                return;
            }
        }
    }

    /** Reads what is stored for these services, and takes each that is done from the set; false when core-keeper is away. */
    private boolean read(Set<String> due, Backoff backoff) throws InterruptedException {
        try {
            for (String service : List.copyOf(due)) {
                if (read(service)) {
                    due.remove(service);
                }
            }
        } catch (KeeperUnavailable away) {
            if (backoff.failures() == 0) {
                LOG.infof("settings stay as they are until core-keeper answers reason='%s'", away.getMessage());
            }
            return false;
        }
        if (due.isEmpty()) {
            backoff.reset();
        }
        return due.isEmpty();
    }

    /** False when what is stored for this service cannot be used, which is told once and must not stop the others. */
    private boolean read(String service) throws InterruptedException {
        try {
            live.replaceAll(service, services.get(service).values(keeper));
            unusable.remove(service);
            return true;
        } catch (KeeperUnavailable away) {
            throw away;
        } catch (RuntimeException failure) {
            if (unusable.add(service)) {
                LOG.errorf(failure, "settings not read service=%s", service);
            }
            return false;
        }
    }

    /** One message that cannot be used must not end the feed. */
    private void takeOrLog(BusMessage message, Consumer<Collection<String>> concerned) {
        try {
            take(message, concerned);
        } catch (RuntimeException failure) {
            LOG.warnf("key change not used topic=%s reason='%s'", message.topic(), failure.getMessage());
        }
    }

    /** Puts in force what a message says, and tells whose settings are to be read. */
    private void take(BusMessage message, Consumer<Collection<String>> concerned) {
        if (message.topic().isEmpty()) {
            return;
        }
        KeyChange change;
        try {
            change = EnvelopeCodec.decode(message.payload(), KeyChange.class).payload();
        } catch (MalformedEnvelope malformed) {
            LOG.warnf("no key change topic=%s reason='%s'", message.topic(), malformed.getMessage());
            return;
        }
        if (change == null) {
            return;
        }
        List<String> whose = services.values().stream()
                .filter(sections -> sections.concernedBy(change.key()))
                .map(Sections::service)
                .toList();
        if (change.value() != null) {
            KeyValues.flatten(change.key(), change.value())
                    .forEach((key, text) -> whose.forEach(service -> {
                        String below = KeyValues.ofService(service) + "/";
                        if (key.startsWith(below)) {
                            live.offer(service, key.substring(below.length()), text);
                        }
                    }));
        }
        concerned.accept(whose);
    }

    void stop(@Observes ShutdownEvent stopping) {
        closed = true;
        worker.interrupt();
    }
}
