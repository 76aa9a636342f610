package io.hearth.device.registry;

import io.hearth.device.DeviceConfig;
import io.hearth.device.mapping.MappedProfile;
import io.hearth.device.mapping.MappingRules;
import io.hearth.device.mapping.ProfileCompiler;
import io.hearth.runtime.bus.Backoff;
import io.hearth.runtime.bus.BatchConsumer;
import io.hearth.runtime.bus.Bus;
import io.hearth.runtime.bus.BusMessage;
import io.hearth.runtime.bus.ChannelSubscribed;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * Registers the service and keeps its devices known, whichever of the services starts first: it goes on trying until
 * core-metadata answers.
 */
@Singleton
public class RegistryLife {
    private static final Logger LOG = Logger.getLogger(RegistryLife.class);
    private static final Duration FIRST_RETRY = Duration.ofMillis(200);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(5);
    private static final String CHANNEL = "ds-system";

    private final DeviceConfig config;
    private final DeviceCatalog catalog;
    private final Bus bus;
    private final Multi<Message<byte[]>> channel;
    private final MetadataClient metadata;
    private final Registry registry;
    private final SystemEvents systemEvents;
    private final OnRegistered onRegistered;
    /** What was told before the channel was subscribed (again) may never have come: everything is read anew then. */
    private final Semaphore subscriptions = new Semaphore(0);

    private volatile String trouble = "core-metadata has not been asked yet";
    private BatchConsumer consumer;
    private Thread keeper;

    RegistryLife(
            DeviceConfig config,
            DeviceCatalog catalog,
            MappingRules rules,
            OnRegistered onRegistered,
            Bus bus,
            @Channel(CHANNEL) Multi<Message<byte[]>> channel) {
        this.config = config;
        this.catalog = catalog;
        this.onRegistered = onRegistered;
        this.bus = bus;
        this.channel = channel;
        this.metadata = new MetadataClient(config.metadataUrl(), config.metadataTimeout(), config.maxMetadataBytes());
        this.systemEvents = new SystemEvents(config.serviceKey());
        this.registry = new Registry(config.serviceKey(), metadata, catalog, rules);
    }

    void start(@Observes StartupEvent event) {
        consumer = BatchConsumer.start(CHANNEL, channel, bus.consumerLimits(), this::systemEvents);
        keeper = Thread.ofVirtual().name("device-registry").start(this::keep);
    }

    void subscribed(@ObservesAsync ChannelSubscribed event) {
        if (event.channel().equals(CHANNEL)) {
            subscriptions.release();
        }
    }

    private void systemEvents(List<BusMessage> batch) throws InterruptedException {
        catalog.awaitLoaded();
        registry.apply(batch.stream().map(systemEvents::read).toList());
    }

    /** A profile, from core-metadata when no device of ours has it; empty when there is none of that name. */
    Optional<MappedProfile> profile(String name) throws InterruptedException {
        Optional<MappedProfile> known = catalog.index().profile(name);
        return known.isPresent() ? known : metadata.profile(name).map(ProfileCompiler::compile);
    }

    /** Why the devices are not known as they should be; empty when they are. */
    String trouble() {
        return consumer != null && !consumer.running() ? "the channel ds-system has ended" : trouble;
    }

    private void keep() {
        try {
            untilDone(() -> registry.register(config.baseAddress()));
            untilDone(registry::reload);
            untilDone(onRegistered::registered);
            while (true) {
                subscriptions.tryAcquire(config.refreshInterval().toMillis(), TimeUnit.MILLISECONDS);
                subscriptions.drainPermits();
                untilDone(registry::reload);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** Something that needs core-metadata. */
    @FunctionalInterface
    private interface Step {
        void run() throws InterruptedException;
    }

    private void untilDone(Step step) throws InterruptedException {
        Backoff backoff = new Backoff(FIRST_RETRY, LONGEST_RETRY);
        while (true) {
            try {
                step.run();
                trouble = "";
                return;
            } catch (RuntimeException notNow) {
                trouble = String.valueOf(notNow.getMessage());
                if (backoff.failures() == 0) {
                    LOG.warnf("waiting for core-metadata reason=%s", trouble);
                }
                Thread.sleep(backoff.next());
            }
        }
    }

    void stop(@Observes ShutdownEvent event) {
        if (keeper != null) {
            keeper.interrupt();
        }
        if (consumer != null) {
            consumer.close();
        }
        metadata.close();
    }
}
