package io.hearth.device.intake;

import io.hearth.device.DeviceConfig;
import io.hearth.device.discovery.UnknownDevices;
import io.hearth.device.mapping.MappedDevice;
import io.hearth.device.mapping.MappingIndex;
import io.hearth.device.reading.LastReadings;
import io.hearth.device.reading.PayloadDecoder;
import io.hearth.device.reading.ReadingUnits;
import io.hearth.device.registry.DeviceCatalog;
import io.hearth.device.reply.Confirmations;
import io.hearth.device.reply.Replies;
import io.hearth.runtime.bus.Bus;
import io.hearth.runtime.bus.BusUnavailable;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** Opens the door once the devices are known: what comes before that would be taken for a stranger's. */
@Singleton
public class IntakeLife {
    private final DeviceConfig config;
    private final DeviceCatalog catalog;
    private final LastReadings lastReadings;
    private final Replies replies;
    private final Bus bus;
    private final OriginLedger ledger;
    private final HivemqBroker broker;
    private final IntakePump pump;
    private final List<TopicListener> listeners;
    private boolean open;

    IntakeLife(
            DeviceConfig config,
            DeviceCatalog catalog,
            LastReadings lastReadings,
            ReadingUnits units,
            PayloadDecoder decoder,
            Conversions conversions,
            Replies replies,
            Confirmations confirmations,
            OriginClock clock,
            BusOutlet outlet,
            Bus bus,
            UnknownDevices unknown,
            @All List<TopicListener> listeners,
            MeterRegistry meters) {
        this.config = config;
        this.listeners = listeners;
        this.replies = replies;
        this.catalog = catalog;
        this.lastReadings = lastReadings;
        this.bus = bus;
        this.ledger = OriginLedger.open(config.dataDir(), clock);
        this.broker = new HivemqBroker(config.mqtt(), config.dataDir(), ledger::forget);
        Intake intake = new Intake(catalog::index, decoder, config.payload().excerptBytes(), units, conversions);
        intake.onUnknownDevice(unknown::seen);
        this.pump = new IntakePump(
                intake,
                outlet,
                this::toBus,
                ledger,
                event -> {
                    lastReadings.reported(event);
                    confirmations.reported(event);
                },
                new IntakeMetrics(meters),
                new IntakePump.Limits(
                        config.mqtt().maxInFlight(),
                        config.mqtt().batch(),
                        config.mqtt().maxRetryDelay()));
    }

    /** Not while it is away: each attempt would leave one more copy waiting in the client. */
    private CompletableFuture<Void> toBus(String topic, byte[] payload) {
        return bus.connected()
                ? bus.publish(topic, payload)
                : CompletableFuture.failedFuture(
                        new BusUnavailable("broker at " + bus.address() + " is not connected", null));
    }

    /** The devices' broker, for commands too. */
    @Produces
    @Singleton
    DeviceBroker broker() {
        return broker;
    }

    /** Why devices are not listened to as they should be; empty when they are. */
    public String trouble() {
        return pump.trouble().isEmpty() ? broker.trouble() : pump.trouble();
    }

    void start(@Observes StartupEvent event) {
        catalog.onChange(this::changed);
    }

    private synchronized void changed(MappingIndex index) {
        broker.follow(filters(index));
        lastReadings.keep(index.devices().stream().map(MappedDevice::name).collect(Collectors.toSet()));
        if (!open) {
            open = true;
            broker.retainedAgain(listened());
            broker.open(config.mqtt().maxInFlight(), this::arrived);
        }
    }

    /** Devices' replies only where there are devices that reply there: brokers may refuse what nobody needs. */
    private Set<String> filters(MappingIndex index) {
        Set<String> filters = new TreeSet<>(index.filters());
        filters.addAll(listened());
        if (index.devices().stream().anyMatch(device -> device.commandTopic().isPresent())) {
            filters.add(replies.filter());
        }
        return filters;
    }

    private Set<String> listened() {
        return listeners.stream()
                .flatMap(listener -> listener.filters().stream())
                .collect(Collectors.toSet());
    }

    private void arrived(DeviceMessage message) {
        if (replies.take(message.topic(), message.payload())
                || listeners.stream().anyMatch(listener -> listener.take(message))) {
            message.acknowledge().run();
        } else {
            pump.arrived(message);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        pump.close();
        broker.close();
        ledger.close();
    }
}
