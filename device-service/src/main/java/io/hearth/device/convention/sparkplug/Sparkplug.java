package io.hearth.device.convention.sparkplug;

import io.hearth.device.DeviceConfig;
import io.hearth.device.convention.ConventionsConfig;
import io.hearth.device.convention.DescribedDevices;
import io.hearth.device.convention.PutAside;
import io.hearth.device.discovery.AddingLimit;
import io.hearth.device.intake.DeviceBroker;
import io.hearth.device.intake.DeviceMessage;
import io.hearth.device.intake.IntakeLife;
import io.hearth.device.intake.KnownBrokers;
import io.hearth.device.intake.TopicListener;
import io.hearth.device.registry.DeviceCatalog;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.jboss.logging.Logger;

/**
 * Sparkplug B: nodes and devices that publish birth certificates are added with a profile that has their metrics, and heard by
 * them. Nothing of its messages is loaded where it is not enabled.
 */
@Singleton
public class Sparkplug implements TopicListener {
    /** The name of the convention. */
    static final String CONVENTION = "sparkplug";

    private static final Logger LOG = Logger.getLogger(Sparkplug.class);

    private final DeviceConfig config;
    private final SparkplugConfig own;
    private final DeviceCatalog catalog;
    private final DescribedDevices devices;
    private final PutAside aside;
    private final Around around;
    /** Bounded by what the broker is asked for. */
    private final BlockingQueue<DeviceMessage> arrived = new LinkedBlockingQueue<>();

    private volatile Consumer<DeviceMessage> pump = message -> {};
    private volatile Thread worker;
    private volatile Thread teller;
    private volatile SparkplugWork work;
    private volatile Births births;
    private volatile HostPresence presence;
    private volatile String failure = "";

    /** What there is only when all listeners are made. */
    @Singleton
    record Around(
            Instance<DeviceBroker> broker, Instance<IntakeLife> intake, KnownBrokers brokers, MeterRegistry meters) {}

    Sparkplug(DeviceConfig config, DeviceCatalog catalog, DescribedDevices devices, PutAside aside, Around around) {
        this.config = config;
        this.own = config.conventions().sparkplug();
        this.catalog = catalog;
        this.devices = devices;
        this.aside = aside;
        this.around = around;
    }

    /** What it listens to, as set; nothing when it is not enabled. */
    public static Set<String> filters(ConventionsConfig config) {
        return config.sparkplug().enabled() ? SparkplugTopic.filters() : Set.of();
    }

    @Override
    public Set<String> filters() {
        return filters(config.conventions());
    }

    @Override
    public Set<String> atMostOnce() {
        return own.enabled() ? SparkplugTopic.waiting() : Set.of();
    }

    @Override
    public boolean take(DeviceMessage message) {
        return false;
    }

    @Override
    public boolean hold(DeviceMessage message, Consumer<DeviceMessage> to) {
        if (!own.enabled() || SparkplugTopic.of(message.topic()).isEmpty()) {
            return false;
        }
        pump = to;
        arrived.add(message);
        return true;
    }

    void start(@Observes StartupEvent event) {
        if (own.enabled()) {
            own.hostId().ifPresent(PrimaryHost::check);
            worker = Thread.ofVirtual().name("sparkplug").start(this::work);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        for (Thread thread : new Thread[] {worker, teller}) {
            if (thread != null) {
                thread.interrupt();
            }
        }
        if (presence != null) {
            presence.close();
        }
    }

    private void work() {
        try {
            catalog.awaitLoaded();
            listen();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } catch (Throwable fatal) {
            LOG.error("Sparkplug could not be begun", fatal);
            failure = "Sparkplug could not be begun, see the log: " + fatal;
        }
    }

    private void listen() {
        Hearing hearing = new Hearing(around.broker().get());
        births = new Births(devices, aside, bornRoom());
        presence = new HostPresence(this::primaryHost);
        Surroundings surroundings = new Surroundings(
                catalog::index,
                births,
                around.broker().get(),
                hearing,
                new AddingLimit(own.maxRebirthsPerMinute(), System.nanoTime()),
                new Surroundings.Listeners(
                        message -> pump.accept(message),
                        device -> around.intake().get().heard(device)));
        EdgeNodes nodes = new EdgeNodes(surroundings, bounds());
        work = new SparkplugWork(arrived, nodes, now -> {
            if (hearing.isRegained()) {
                // What they are now was said while nobody listened.
                nodes.expect(surroundings.known());
            }
            presence.heard(own.hostId().isPresent() && !hearing.isDeaf(), now);
        });
        gauges("ds-sparkplug", nodes.room());
        gauges("ds-sparkplug-births", births.room());
        Gauge.builder("hearth_sparkplug_host_online", presence, said -> said.isSaid() ? 1 : 0)
                .description("whether the broker has taken that the primary host is there")
                .register(around.meters());
        teller = Thread.ofVirtual().name("sparkplug-births").start(births::work);
        work.run();
        if (!work.trouble().isEmpty()) {
            // Who cannot take what nodes say must not have them say it.
            presence.close();
        }
    }

    private PrimaryHost primaryHost() {
        return new PrimaryHost(own.hostId().orElseThrow(), around.brokers().ofDevicesThatNameNone());
    }

    /** Half of what may be in flight: what waits must not keep all that follows it from coming. */
    private EdgeNodes.Bounds bounds() {
        return new EdgeNodes.Bounds(
                config.payload().maxBytes(),
                new Room.Bounds(
                        "hearth.device.conventions.sparkplug",
                        Math.min(own.maxWaiting(), config.mqtt().maxInFlight() / 2),
                        Math.min(own.maxWaitingOctets(), config.mqtt().maxInFlightOctets() / 2),
                        own.maxNodePercent()),
                config.discovery().maxDevices(),
                own.maxCertificateOctets(),
                config.conventions().maxResources(),
                own.maxWait().toNanos(),
                own.rebirthInterval().toNanos());
    }

    private Room.Bounds bornRoom() {
        return new Room.Bounds(
                "hearth.device.conventions",
                config.conventions().maxWaiting(),
                config.conventions().maxWaitingOctets(),
                own.maxNodePercent());
    }

    private void gauges(String queue, Room room) {
        gauge("hearth_queue_depth", "messages received and not yet handled", queue, room, Room::messages);
        gauge("hearth_queue_octets", "octets of the messages received and not yet handled", queue, room, Room::octets);
        gauge("hearth_queue_capacity", "messages the queue holds at most", queue, room, now -> now.bounds()
                .messages());
        gauge("hearth_queue_octets_capacity", "octets the queue holds at most, about", queue, room, now -> now.bounds()
                .octets());
    }

    private void gauge(String name, String description, String queue, Room room, ToDoubleFunction<Room> value) {
        Gauge.builder(name, room, value)
                .description(description)
                .tag("queue", queue)
                .register(around.meters());
    }

    /** Why nodes are not heard, or what they say is not taken any more; empty while all is well. */
    String trouble() {
        SparkplugWork at = work;
        if (at == null || !failure.isEmpty()) {
            return failure;
        }
        String unheard = around.broker().get().trouble(filters());
        if (!unheard.isEmpty()) {
            return unheard;
        }
        return at.trouble().isEmpty() ? births.trouble() : at.trouble();
    }
}
