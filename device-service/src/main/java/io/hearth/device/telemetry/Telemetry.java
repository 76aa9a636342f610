package io.hearth.device.telemetry;

import io.hearth.contracts.bus.Envelope;
import io.hearth.contracts.bus.EnvelopeCodec;
import io.hearth.contracts.bus.NameEscape;
import io.hearth.contracts.bus.Topics;
import io.hearth.contracts.value.GoDuration;
import io.hearth.device.DeviceConfig;
import io.hearth.device.TelemetryConfig;
import io.hearth.device.mapping.MappedDevice;
import io.hearth.device.online.StatusWord;
import io.hearth.device.reading.LastReadings;
import io.hearth.device.registry.DeviceCatalog;
import io.hearth.runtime.bus.Bus;
import io.hearth.runtime.live.LiveConfig;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Publishes EdgeX's metrics of a device service at an interval, those that are switched on: {@code EventsSent}, {@code
 * ReadingsSent} and, for each device that was heard of, {@code LastConnected-<device>} (Unix ns). What the bus does not take is left
 * out: the next is newer.
 */
@Singleton
class Telemetry {
    private static final Logger LOG = Logger.getLogger(Telemetry.class);
    private static final String METRICS = "Writable/Telemetry/Metrics/";
    private static final int AT_ONCE = 500;
    private static final Pattern BREAKS_TOPICS = Pattern.compile("[/+#%\\p{Cc}\\p{Cs}\\p{IsNoncharacter_Code_Point}]");
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final String key;
    private final Bus bus;
    private final DeviceCatalog catalog;
    private final SentEvents sent;
    private final LastReadings lastReadings;
    private final Clock clock = Clock.systemUTC();
    private final Supplier<Duration> interval;
    private final Supplier<Boolean> eventsSent;
    private final Supplier<Boolean> readingsSent;
    private final Supplier<Boolean> lastConnected;
    private final Map<String, Long> connected = new ConcurrentHashMap<>();
    private final Semaphore changed = new Semaphore(0);
    private Thread reporter;

    Telemetry(
            Bus bus,
            DeviceCatalog catalog,
            SentEvents sent,
            LastReadings lastReadings,
            LiveConfig live,
            DeviceConfig config) {
        this.key = config.serviceKey().value();
        this.bus = bus;
        this.catalog = catalog;
        this.sent = sent;
        this.lastReadings = lastReadings;
        TelemetryConfig start = config.telemetry();
        this.interval = live.follow(
                key, "Writable/Telemetry/Interval", GoDuration::parse, start.interval(), other -> changed.release());
        this.eventsSent = live.follow(key, METRICS + "EventsSent", LiveConfig::flag, start.eventsSent());
        this.readingsSent = live.follow(key, METRICS + "ReadingsSent", LiveConfig::flag, start.readingsSent());
        this.lastConnected = live.follow(key, METRICS + "LastConnected", LiveConfig::flag, start.lastConnected());
    }

    void start(@Observes StartupEvent event) {
        lastReadings.onReport(reported -> {
            if (StatusWord.isSignOfLife(catalog.device(reported.deviceName()), reported)) {
                connected.put(reported.deviceName(), now());
            }
        });
        catalog.onChange(index -> connected
                .keySet()
                .retainAll(index.devices().stream().map(MappedDevice::name).collect(Collectors.toSet())));
        reporter = Thread.ofVirtual().name("telemetry").start(this::run);
    }

    void stop(@Observes ShutdownEvent event) {
        if (reporter != null) {
            reporter.interrupt();
        }
    }

    private void run() {
        try {
            while (true) {
                Duration pause = interval.get();
                boolean off = !pause.isPositive();
                if (changed.tryAcquire(off ? Long.MAX_VALUE : pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    changed.drainPermits();
                } else {
                    report();
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void report() {
        List<Metric> metrics = new ArrayList<>();
        if (eventsSent.get()) {
            metrics.add(Metric.counter("EventsSent", sent.events(), tags(), now()));
        }
        if (readingsSent.get()) {
            metrics.add(Metric.counter("ReadingsSent", sent.readings(), tags(), now()));
        }
        publish(metrics);
        if (lastConnected.get()) {
            List<Metric> some = new ArrayList<>(AT_ONCE);
            connected.forEach((device, time) -> {
                some.add(Metric.gauge("LastConnected-" + device, time, tags(new Metric.Tag("device", device)), now()));
                if (some.size() == AT_ONCE) {
                    publish(some);
                    some.clear();
                }
            });
            publish(some);
        }
    }

    private void publish(List<Metric> metrics) {
        try {
            CompletableFuture.allOf(metrics.stream()
                            .map(metric -> bus.publish(
                                    topic(bus.topics(), key, metric.name()),
                                    EnvelopeCodec.encode(Envelope.event(metric))))
                            .toArray(CompletableFuture[]::new))
                    .join();
        } catch (CompletionException notTaken) {
            LOG.debugf("metrics not published reason=%s", notTaken.getCause().getMessage());
        }
    }

    /** A name that cannot be a topic level as it is, of a device, is escaped as in other topics. */
    static String topic(Topics topics, String key, String metric) {
        boolean raw = !topics.escapeNames() && !BREAKS_TOPICS.matcher(metric).find();
        return topics.base() + "/telemetry/" + key + "/" + (raw ? metric : NameEscape.escape(metric));
    }

    private List<Metric.Tag> tags(Metric.Tag... more) {
        List<Metric.Tag> tags = new ArrayList<>(List.of(more));
        tags.addFirst(new Metric.Tag("service", key));
        return tags;
    }

    private long now() {
        Instant now = clock.instant();
        return now.getEpochSecond() * NANOS_PER_SECOND + now.getNano();
    }
}
