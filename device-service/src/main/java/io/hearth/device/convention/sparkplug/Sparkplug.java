package io.hearth.device.convention.sparkplug;

import io.hearth.device.DeviceConfig;
import io.hearth.device.convention.Described;
import io.hearth.device.convention.DescribedDevices;
import io.hearth.device.convention.PutAside;
import io.hearth.device.convention.sparkplug.SparkplugTopic.Owner;
import io.hearth.device.discovery.AddingLimit;
import io.hearth.device.intake.BrokerSettings;
import io.hearth.device.intake.DeviceBroker;
import io.hearth.device.intake.DeviceMessage;
import io.hearth.device.intake.TopicListener;
import io.hearth.device.mapping.MappingRules;
import io.hearth.device.mapping.Match;
import io.hearth.device.registry.DeviceCatalog;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
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
    private static final long TICK_MILLIS = 50;
    private static final int NO_QOS = 0;

    private final DeviceConfig config;
    private final SparkplugConfig own;
    private final DeviceCatalog catalog;
    private final DescribedDevices devices;
    private final PutAside aside;
    private final Instance<DeviceBroker> broker;
    private final AddingLimit rebirths;
    /** Bounded by what the broker is asked for. */
    private final BlockingQueue<DeviceMessage> arrived = new LinkedBlockingQueue<>();

    private volatile Consumer<DeviceMessage> pump = message -> {};
    private volatile Thread worker;
    private volatile Thread teller;
    private volatile PrimaryHost host;
    private volatile boolean closed;

    Sparkplug(
            DeviceConfig config,
            DeviceCatalog catalog,
            DescribedDevices devices,
            PutAside aside,
            Instance<DeviceBroker> broker) {
        this.config = config;
        this.own = config.conventions().sparkplug();
        this.catalog = catalog;
        this.devices = devices;
        this.aside = aside;
        this.broker = broker;
        this.rebirths = new AddingLimit(own.maxRebirthsPerMinute(), System.nanoTime());
    }

    @Override
    public Set<String> filters() {
        return own.enabled() ? SparkplugTopic.filters() : Set.of();
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
        closed = true;
        for (Thread thread : new Thread[] {worker, teller}) {
            if (thread != null) {
                thread.interrupt();
            }
        }
        if (host != null) {
            host.close();
        }
    }

    private void work() {
        Births births = new Births(devices, aside, config.conventions().maxWaiting());
        EdgeNodes nodes = new EdgeNodes(
                new Around(births),
                new EdgeNodes.Bounds(
                        config.payload().maxBytes(),
                        Math.min(own.maxWaiting(), config.mqtt().maxInFlight() / 2),
                        config.discovery().maxDevices(),
                        own.maxCertificateOctets(),
                        config.conventions().maxResources(),
                        own.maxWait().toNanos(),
                        own.rebirthInterval().toNanos()));
        try {
            catalog.awaitLoaded();
            teller = Thread.ofVirtual().name("sparkplug-births").start(births::work);
            // What they are now was said while nobody listened.
            owners().forEach(nodes::expect);
            long ticked = System.nanoTime();
            while (true) {
                DeviceMessage message = arrived.poll(TICK_MILLIS, TimeUnit.MILLISECONDS);
                if (message != null) {
                    nodes.take(message);
                }
                long now = System.nanoTime();
                if (now - ticked >= TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS)) {
                    tick(nodes, now);
                    ticked = now;
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** Nodes that wait for their primary host tell all they have kept once it is there. */
    private void sayWhenListening() {
        if (host == null && own.hostId().isPresent() && !closed) {
            DeviceBroker to = broker.get();
            if (to.connected() && to.trouble().isEmpty()) {
                host = new PrimaryHost(
                        own.hostId().get(), BrokerSettings.all(config).get(MappingRules.DEFAULT_BROKER));
                host.open();
            }
        }
    }

    private void tick(EdgeNodes nodes, long now) {
        try {
            sayWhenListening();
            nodes.tick(now);
        } catch (RuntimeException bug) {
            LOG.error("what waits for Sparkplug's births could not be looked at", bug);
        }
    }

    private List<Owner> owners() {
        List<Owner> owners = new ArrayList<>();
        catalog.index().devices().forEach(device -> {
            Map<String, Object> settings = device.device().protocols().get(CONVENTION);
            if (settings != null && settings.get(Described.ID) instanceof String id) {
                Owner.of(id).ifPresent(owners::add);
            }
        });
        return owners;
    }

    /** What nodes and devices need of the service. */
    private final class Around implements EdgeNodes.Host {
        private final Births births;

        private Around(Births births) {
            this.births = births;
        }

        @Override
        public void pass(DeviceMessage message) {
            pump.accept(message);
        }

        @Override
        public boolean isPlaced(Birth birth) {
            return catalog.index().find(birth.owner().data()) instanceof Match.Bound bound
                    && bound.targets().stream()
                            .map(target -> target.device().profile())
                            .flatMap(Optional::stream)
                            .anyMatch(profile -> BirthResources.isIn(profile, birth));
        }

        @Override
        public boolean place(Newborn newborn) {
            return births.add(newborn);
        }

        @Override
        public List<Owner> known(Owner node) {
            return owners().stream()
                    .filter(owner -> owner.ofNode().equals(node))
                    .toList();
        }

        @Override
        public boolean ask(Owner node) {
            DeviceBroker to = broker.get();
            if (!to.connected() || !rebirths.take(System.nanoTime())) {
                return false;
            }
            LOG.debugf("asking for birth certificates node=%s", node.id());
            to.publish(node.command(), SparkplugCommand.rebirth(System.currentTimeMillis()), NO_QOS, false)
                    .exceptionally(notSent -> null);
            return true;
        }
    }
}
