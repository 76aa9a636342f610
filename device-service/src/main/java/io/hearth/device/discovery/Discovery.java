package io.hearth.device.discovery;

import io.hearth.contracts.bus.Envelope;
import io.hearth.contracts.bus.EnvelopeCodec;
import io.hearth.contracts.metadata.SystemEvent;
import io.hearth.contracts.rest.ApiVersion;
import io.hearth.device.DeviceConfig;
import io.hearth.device.DiscoveryConfig;
import io.hearth.device.mapping.MappedDevice;
import io.hearth.device.registry.DeviceCatalog;
import io.hearth.device.registry.MetadataUnavailable;
import io.hearth.runtime.bus.Bus;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Looks among the unknown devices for those that provision watchers wait for: each as it publishes, and all of them when asked
 * for (EdgeX, POST /discovery) or at an interval. What discovers is the topics: a device shows itself by publishing.
 */
@Singleton
class Discovery {
    private static final Logger LOG = Logger.getLogger(Discovery.class);
    private static final int WAITING = 1000;
    private static final long AGAIN = TimeUnit.SECONDS.toNanos(5);
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final String key;
    private final DiscoveryConfig config;
    private final DeviceCatalog catalog;
    private final UnknownDevices unknown;
    private final Newcomers newcomers;
    private final Bus bus;
    private final BlockingQueue<UnknownDevices.Unknown> queue = new ArrayBlockingQueue<>(WAITING);
    /** When each name was looked at last; as many as are remembered. */
    private final Map<String, Long> lookedAt = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > config.maxUnknown();
        }
    };

    private final AtomicReference<String> running = new AtomicReference<>();
    private Thread adder;
    private Thread scheduler;

    Discovery(
            DeviceConfig config,
            DeviceCatalog catalog,
            UnknownDevices unknown,
            Newcomers newcomers,
            Bus bus,
            MeterRegistry meters) {
        this.key = config.serviceKey().value();
        this.config = config.discovery();
        this.catalog = catalog;
        this.unknown = unknown;
        this.newcomers = newcomers;
        this.bus = bus;
        Gauge.builder("hearth_unknown_devices", () -> unknown.all().size())
                .description("names that publish and that no device has")
                .register(meters);
    }

    void start(@Observes StartupEvent event) {
        catalog.onChange(index -> unknown.known(Stream.of(index, catalog.elsewhere())
                .flatMap(known -> known.devices().stream())
                .map(MappedDevice::topicName)
                .collect(Collectors.toSet())));
        if (config.autoAdd()) {
            unknown.listener(this::look);
            adder = Thread.ofVirtual().name("discovery-adder").start(this::add);
        }
        if (config.enabled() && config.interval().isPositive()) {
            scheduler = Thread.ofVirtual().name("discovery").start(this::atInterval);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        List.of(adder == null ? Thread.currentThread() : adder, scheduler == null ? Thread.currentThread() : scheduler)
                .stream()
                .filter(thread -> thread != Thread.currentThread())
                .forEach(Thread::interrupt);
    }

    /** Each name now and then only, however often it publishes; one that finds no room comes again with its next message. */
    private void look(UnknownDevices.Unknown one) {
        long now = System.nanoTime();
        synchronized (lookedAt) {
            Long last = lookedAt.get(one.name());
            if (last != null && now - last < AGAIN || !queue.offer(one)) {
                return;
            }
            lookedAt.remove(one.name());
            lookedAt.put(one.name(), now);
        }
    }

    private void add() {
        try {
            while (true) {
                UnknownDevices.Unknown one = queue.take();
                if (catalog.device(one.name()).isEmpty() && !catalog.serviceLocked()) {
                    take(one);
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void take(UnknownDevices.Unknown one) throws InterruptedException {
        try {
            newcomers.take(one);
        } catch (MetadataUnavailable away) {
            LOG.debugf("unknown device not looked at device=%s reason=%s", one.name(), away.getMessage());
        } catch (RuntimeException failure) {
            // The next one may do better.
            LOG.errorf(failure, "unknown device not looked at device=%s", one.name());
        }
    }

    private void atInterval() {
        try {
            while (true) {
                Thread.sleep(config.interval());
                if (!catalog.serviceLocked()) {
                    trigger();
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** Starts one, unless one is running; its request id, or that of the one running. */
    String trigger() {
        String id = UUID.randomUUID().toString();
        String before = running.compareAndExchange(null, id);
        if (before != null) {
            return before;
        }
        Thread.ofVirtual().name("discovery-run").start(() -> run(id));
        return id;
    }

    /** Stops the one running; {@code id}: only if it is this one, null for any. */
    void cancel(String id) {
        running.getAndUpdate(now -> id == null || id.equals(now) ? null : now);
    }

    private void run(String id) {
        progress(id, 0, 0, "");
        int added = 0;
        try {
            List<UnknownDevices.Unknown> all = unknown.all();
            int told = 0;
            for (int i = 0; i < all.size(); i++) {
                if (!id.equals(running.get())) {
                    progress(id, -1, added, "cancelled");
                    return;
                }
                added += newcomers.take(all.get(i)) == Newcomers.Fate.ADDED ? 1 : 0;
                int percent = (i + 1) * 100 / all.size();
                if (percent >= told + 10 && percent < 100) {
                    told = percent;
                    progress(id, percent, added, "");
                }
            }
            progress(id, 100, added, "");
        } catch (MetadataUnavailable away) {
            progress(id, -1, added, away.getMessage());
        } catch (RuntimeException failure) {
            LOG.errorf(failure, "discovery broken off requestId=%s", id);
            progress(id, -1, added, failure.toString());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } finally {
            running.compareAndSet(id, null);
        }
    }

    private void progress(String id, int progress, int found, String message) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("requestId", id);
        details.put("progress", progress);
        if (!message.isEmpty()) {
            details.put("message", message);
        }
        if (found > 0) {
            details.put("discoveredDeviceCount", found);
        }
        Instant now = Clock.systemUTC().instant();
        SystemEvent event = new SystemEvent(
                ApiVersion.V3,
                "device",
                "discovery",
                key,
                key,
                null,
                details,
                now.getEpochSecond() * NANOS_PER_SECOND + now.getNano());
        String topic = bus.topics().systemEvent(key, "device", "discovery", key, "");
        bus.publish(topic, EnvelopeCodec.encode(Envelope.event(event))).exceptionally(failure -> {
            LOG.debugf("progress not told topic=%s reason=%s", topic, failure.getMessage());
            return null;
        });
    }
}
