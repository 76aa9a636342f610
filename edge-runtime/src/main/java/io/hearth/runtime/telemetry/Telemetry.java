package io.hearth.runtime.telemetry;

import io.hearth.contracts.bus.Envelope;
import io.hearth.contracts.bus.EnvelopeCodec;
import io.hearth.contracts.value.GoDuration;
import io.hearth.runtime.bus.Bus;
import io.hearth.runtime.live.LiveConfig;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Publishes a service's EdgeX metrics on the bus (EdgeX message bus, topics): at {@code Writable/Telemetry/Interval}, those that
 * are switched on by {@code Writable/Telemetry/Metrics/<name>}. What the bus does not take is left out: the next is newer.
 */
public final class Telemetry {
    private static final Logger LOG = Logger.getLogger(Telemetry.class);
    private static final int AT_ONCE = 500;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final Bus bus;
    private final LiveConfig live;
    private final String service;
    private final Clock clock = Clock.systemUTC();
    private final Supplier<Duration> interval;
    private final List<Switched> metrics = new CopyOnWriteArrayList<>();
    private final Semaphore changed = new Semaphore(0);
    private Thread reporter;

    private record Switched(Supplier<Boolean> on, Runnable report) {}

    /**
     * Metrics of a service; nothing is published before {@link #start}.
     *
     * @param service  the service's key, which is in the topics and among the tags
     * @param interval what holds until another is set while the service runs
     */
    public Telemetry(Bus bus, LiveConfig live, String service, Duration interval) {
        this.bus = bus;
        this.live = live;
        this.service = service;
        this.interval = live.follow(
                service, "Writable/Telemetry/Interval", GoDuration::parse, interval, other -> changed.release());
    }

    /** Adds a number that only grows, told since the start of the service. */
    public Telemetry counter(String name, boolean onAtStart, LongSupplier count) {
        return add(
                name,
                onAtStart,
                () -> publish(List.of(Metric.counter(name, count.getAsLong(), List.of(serviceTag()), now()))));
    }

    /**
     * Adds one switch for many values, each published as {@code <name>-<of>}.
     *
     * @param tag    what the values are of, for example {@code device}
     * @param values by what they are of
     */
    public Telemetry gauges(String name, boolean onAtStart, String tag, Map<String, Long> values) {
        return add(name, onAtStart, () -> {
            List<Metric> some = new ArrayList<>(AT_ONCE);
            values.forEach((of, value) -> {
                some.add(Metric.gauge(name + "-" + of, value, List.of(serviceTag(), new Metric.Tag(tag, of)), now()));
                if (some.size() == AT_ONCE) {
                    publish(some);
                    some.clear();
                }
            });
            publish(some);
        });
    }

    private Telemetry add(String name, boolean onAtStart, Runnable report) {
        metrics.add(new Switched(
                live.follow(service, "Writable/Telemetry/Metrics/" + name, LiveConfig::flag, onAtStart), report));
        return this;
    }

    /** Begins to publish, on a thread of its own. */
    public void start() {
        reporter = Thread.ofVirtual().name("telemetry-" + service).start(this::run);
    }

    /** Ends it; what is on its way to the broker is not waited for. */
    public void stop() {
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
                    metrics.stream().filter(metric -> metric.on().get()).forEach(metric -> metric.report()
                            .run());
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void publish(List<Metric> metrics) {
        try {
            CompletableFuture.allOf(metrics.stream()
                            .map(metric -> bus.publish(
                                    bus.topics().telemetry(service, metric.name()),
                                    EnvelopeCodec.encode(Envelope.event(metric))))
                            .toArray(CompletableFuture[]::new))
                    .join();
        } catch (CompletionException notTaken) {
            LOG.debugf(
                    "metrics not published service=%s reason=%s",
                    service, notTaken.getCause().getMessage());
        }
    }

    private Metric.Tag serviceTag() {
        return new Metric.Tag("service", service);
    }

    private long now() {
        Instant now = clock.instant();
        return now.getEpochSecond() * NANOS_PER_SECOND + now.getNano();
    }
}
