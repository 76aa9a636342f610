package io.hearth.device.intake;

import io.hearth.device.DeviceConfig;
import io.hearth.device.discovery.UnknownDevices;
import io.hearth.device.mapping.MappedDevice;
import io.hearth.device.mapping.MappingIndex;
import io.hearth.device.mapping.MappingRules;
import io.hearth.device.reading.LastReadings;
import io.hearth.device.reading.PayloadDecoder;
import io.hearth.device.reading.ReadingUnits;
import io.hearth.device.registry.DeviceCatalog;
import io.hearth.device.reply.Confirmations;
import io.hearth.device.reply.OwnReplies;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** Opens the door once the devices are known: what comes before that would be taken for a stranger's. */
@Singleton
public class IntakeLife {
    private final DeviceCatalog catalog;
    private final LastReadings lastReadings;
    private final Bus bus;
    private final Map<String, BrokerIntake> intakes = new LinkedHashMap<>();
    private final DeviceBroker brokers;

    IntakeLife(
            DeviceConfig config,
            DeviceCatalog catalog,
            LastReadings lastReadings,
            ReadingUnits units,
            PayloadDecoder decoder,
            Conversions conversions,
            Replies replies,
            OwnReplies ownReplies,
            Confirmations confirmations,
            OriginClock clock,
            BusOutlet outlet,
            Bus bus,
            UnknownDevices unknown,
            @All List<TopicListener> listeners,
            MeterRegistry meters) {
        this.catalog = catalog;
        this.lastReadings = lastReadings;
        this.bus = bus;
        BrokerIntake.Shared shared = new BrokerIntake.Shared(
                config,
                decoder,
                units,
                conversions,
                replies,
                ownReplies,
                clock,
                outlet,
                this::toBus,
                (event, received) -> {
                    lastReadings.reported(event);
                    confirmations.reported(event, received);
                },
                unknown,
                meters);
        Map<String, DeviceBroker> byName = new LinkedHashMap<>();
        BrokerSettings.all(config).forEach((name, settings) -> {
            // Conventions are of the default broker: devices that they add name none.
            List<TopicListener> own = name.equals(MappingRules.DEFAULT_BROKER) ? listeners : List.of();
            BrokerIntake intake = new BrokerIntake(settings, shared, own, catalog.index());
            intakes.put(name, intake);
            byName.put(name, intake.broker());
        });
        this.brokers = new DeviceBrokers(byName.get(MappingRules.DEFAULT_BROKER), byName);
    }

    /** Not while it is away: each attempt would leave one more copy waiting in the client. */
    private CompletableFuture<Void> toBus(String topic, byte[] payload) {
        return bus.connected()
                ? bus.publish(topic, payload)
                : CompletableFuture.failedFuture(
                        new BusUnavailable("broker at " + bus.address() + " is not connected", null));
    }

    /** The devices' brokers, for commands too. */
    @Produces
    @Singleton
    DeviceBroker broker() {
        return brokers;
    }

    /** Why devices are not listened to as they should be; empty when they are. */
    public String trouble() {
        return intakes.values().stream()
                .map(BrokerIntake::trouble)
                .filter(trouble -> !trouble.isEmpty())
                .collect(Collectors.joining("; "));
    }

    void start(@Observes StartupEvent event) {
        catalog.onChange(this::changed);
    }

    private synchronized void changed(MappingIndex index) {
        intakes.values().forEach(intake -> intake.become(index));
        lastReadings.keep(index.devices().stream().map(MappedDevice::name).collect(Collectors.toSet()));
    }

    void stop(@Observes ShutdownEvent event) {
        intakes.values().forEach(BrokerIntake::close);
    }
}
