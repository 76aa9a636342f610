package io.hearth.device.intake;

import io.hearth.contracts.event.Event;
import io.hearth.device.DeviceConfig;
import io.hearth.device.discovery.UnknownDevices;
import io.hearth.device.mapping.MappingIndex;
import io.hearth.device.reading.PayloadDecoder;
import io.hearth.device.reading.ReadingUnits;
import io.hearth.device.reply.Replies;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** The way in from one broker, whole: connection, ledger, pump. What stands still here delays no other broker's messages. */
final class BrokerIntake implements AutoCloseable {
    private final String name;
    private final int room;
    private final Replies replies;
    private final OriginLedger ledger;
    private final HivemqBroker broker;
    private final IntakePump pump;
    private volatile MappingIndex index;
    private boolean open;

    /** What the ways in from all brokers share. */
    record Shared(
            DeviceConfig config,
            PayloadDecoder decoder,
            ReadingUnits units,
            Conversions conversions,
            Replies replies,
            OriginClock clock,
            BusOutlet outlet,
            BiFunction<String, byte[], CompletableFuture<Void>> bus,
            Consumer<Event> published,
            UnknownDevices unknown,
            MeterRegistry meters) {}

    /** Not open yet: without devices. */
    BrokerIntake(BrokerSettings settings, Shared shared, MappingIndex nobody) {
        DeviceConfig.Mqtt config = settings.config();
        Path dir = settings.dir(shared.config().dataDir());
        this.name = settings.name();
        this.room = config.maxInFlight();
        this.replies = shared.replies();
        this.index = nobody;
        this.ledger = OriginLedger.open(dir, shared.clock());
        this.broker = new HivemqBroker(settings, dir, ledger::forget);
        Intake intake = new Intake(
                () -> index,
                shared.decoder(),
                shared.config().payload().excerptBytes(),
                shared.units(),
                shared.conversions());
        intake.onUnknownDevice((device, topic) -> shared.unknown().seen(device, topic, name));
        this.pump = new IntakePump(
                intake,
                shared.outlet(),
                shared.bus(),
                ledger,
                shared.published(),
                new IntakeMetrics(shared.meters(), settings.queue()),
                new IntakePump.Limits(room, config.batch(), config.maxRetryDelay()));
    }

    DeviceBroker broker() {
        return broker;
    }

    /** Of all devices, those of this broker are listened to from now on. */
    synchronized void become(MappingIndex all) {
        index = all.at(name);
        broker.follow(filters(index));
        if (!open) {
            open = true;
            broker.open(room, this::arrived);
        }
    }

    /** Devices' replies only where there are devices that reply there: brokers may refuse what nobody needs. */
    private Set<String> filters(MappingIndex own) {
        Set<String> filters = new TreeSet<>(own.filters());
        if (own.devices().stream().anyMatch(device -> device.commandTopic().isPresent())) {
            filters.add(replies.filter());
        }
        return filters;
    }

    private void arrived(DeviceMessage message) {
        if (replies.take(message.topic(), message.payload())) {
            message.acknowledge().run();
        } else {
            pump.arrived(message);
        }
    }

    /** Why its devices are not listened to as they should be; empty when they are. */
    String trouble() {
        return pump.trouble().isEmpty() ? broker.trouble() : pump.trouble();
    }

    @Override
    public void close() {
        pump.close();
        broker.close();
        ledger.close();
    }
}
