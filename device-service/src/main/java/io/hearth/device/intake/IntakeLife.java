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
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Opens the door once the devices are known: what comes before that would be taken for a stranger's. */
@Singleton
public class IntakeLife {
    private final DeviceCatalog catalog;
    private final LastReadings lastReadings;
    private final Bus bus;
    private final Map<String, BrokerIntake> intakes = new LinkedHashMap<>();
    private final DeviceBroker brokers;
    private volatile Set<String> inUse = Set.of();
    private volatile Consumer<String> heard = device -> {};
    private volatile ClientListener clients = (broker, client, came) -> {};

    IntakeLife(
            DeviceConfig config,
            KnownBrokers knownBrokers,
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
                catalog::elsewhere,
                device -> heard.accept(device),
                meters);
        Map<String, DeviceBroker> byName = new LinkedHashMap<>();
        knownBrokers.byName().forEach((name, settings) -> {
            // Conventions are of the default broker: devices that they add name none.
            List<TopicListener> own = new ArrayList<>(name.equals(MappingRules.DEFAULT_BROKER) ? listeners : List.of());
            // They cannot be lowered, and without them nothing of the convention is heard: it is said at the start.
            own.forEach(listener -> listener.filters()
                    .forEach(filter -> settings.subscribable(listener.getClass().getSimpleName(), filter)));
            own.addAll(ClientNotices.of(settings, (broker, client, came) -> clients.told(broker, client, came)));
            BrokerIntake intake = new BrokerIntake(settings, shared, own, catalog.index());
            intakes.put(name, intake);
            Gauge.builder(
                            "hearth_broker_listening",
                            intake,
                            known -> known.trouble().isEmpty() ? 1 : 0)
                    .description("whether the devices of a broker are listened to as they should be")
                    .tag("broker", name)
                    .register(meters);
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

    /** Why the devices of this broker are not listened to as they should be; empty when they are. */
    public String trouble(String broker) {
        BrokerIntake intake = intakes.get(broker);
        return intake == null ? "there is no broker '" + broker + "', see hearth.device.brokers" : intake.trouble();
    }

    /** Where devices are listened to as they should be, and where not. */
    public Listening listening() {
        Map<String, String> troubles = new LinkedHashMap<>();
        for (String broker : intakes.keySet()) {
            String trouble = trouble(broker);
            if (!trouble.isEmpty()) {
                troubles.put(broker, trouble);
            }
        }
        return new Listening(troubles, inUse);
    }

    /** Is told the device of each message that was understood and had no value that counts. */
    public void onHeard(Consumer<String> told) {
        heard = told;
    }

    /** A message of this device has come that is not read yet: it is there. */
    public void heard(String device) {
        heard.accept(device);
    }

    /** Reads a message once more as one of this broker; false when there is no such broker. Must not block. */
    boolean again(String broker, DeviceMessage message) {
        BrokerIntake intake = intakes.get(broker);
        if (intake != null) {
            intake.again(message);
        }
        return intake != null;
    }

    /** Is told by the brokers which clients come and go. */
    public void onClient(ClientListener told) {
        clients = told;
    }

    void start(@Observes StartupEvent event) {
        // A device that is shown is listened to, or the readiness says that it is not yet.
        catalog.beforeChange(this::changed);
    }

    private synchronized void changed(MappingIndex index) {
        intakes.values().forEach(intake -> intake.become(index));
        inUse = index.devices().stream()
                .map(MappedDevice::broker)
                .filter(intakes::containsKey)
                .collect(Collectors.toSet());
        lastReadings.keep(index.devices().stream().map(MappedDevice::name).collect(Collectors.toSet()));
    }

    void stop(@Observes ShutdownEvent event) {
        intakes.values().forEach(BrokerIntake::close);
    }
}
