package io.hearth.device.intake;

import io.hearth.contracts.bus.TopicFilter;
import io.hearth.contracts.event.Event;
import io.hearth.device.DeviceConfig;
import io.hearth.device.discovery.UnknownDevices;
import io.hearth.device.mapping.MappingIndex;
import io.hearth.device.mapping.Match;
import io.hearth.device.reading.PayloadDecoder;
import io.hearth.device.reading.ReadingUnits;
import io.hearth.device.reply.OwnReplies;
import io.hearth.device.reply.Received;
import io.hearth.device.reply.Replies;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** The way in from one broker, whole: connection, ledger, pump. What stands still here delays no other broker's messages. */
final class BrokerIntake implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(BrokerIntake.class);

    private final BrokerSettings settings;
    private final String name;
    private final int room;
    private final Replies replies;
    private final OwnReplies ownReplies;
    private final List<TopicListener> listeners;
    private final OriginLedger ledger;
    private final HivemqBroker broker;
    private final IntakePump pump;
    /** What the listeners hear. */
    private final List<TopicFilter> heard;

    private final ToldOnce told = new ToldOnce();
    private final Supplier<MappingIndex> elsewhere;
    private volatile MappingIndex index;
    private volatile Fitting fitting = Fitting.NOTHING;
    private boolean open;

    /** What the ways in from all brokers share. */
    record Shared(
            DeviceConfig config,
            PayloadDecoder decoder,
            ReadingUnits units,
            Conversions conversions,
            Replies replies,
            OwnReplies ownReplies,
            OriginClock clock,
            BusOutlet outlet,
            BiFunction<String, byte[], CompletableFuture<Void>> bus,
            BiConsumer<Event, Received> published,
            UnknownDevices unknown,
            Supplier<MappingIndex> elsewhere,
            Consumer<String> heard,
            MeterRegistry meters) {}

    /** Not open yet: without devices. */
    BrokerIntake(BrokerSettings settings, Shared shared, List<TopicListener> listeners, MappingIndex nobody) {
        this.settings = settings;
        this.listeners = listeners;
        this.heard = listened().stream().map(TopicFilter::of).toList();
        DeviceConfig.Mqtt config = settings.config();
        Path dir = settings.dir(shared.config().dataDir());
        this.name = settings.name();
        this.room = config.maxInFlight();
        this.replies = shared.replies();
        this.ownReplies = shared.ownReplies();
        this.index = nobody;
        this.ledger = OriginLedger.open(dir, shared.clock());
        this.broker = new HivemqBroker(settings, dir, ledger::forget);
        Intake intake = new Intake(
                () -> index,
                shared.decoder(),
                shared.config().payload().excerptBytes(),
                shared.units(),
                shared.conversions(),
                name);
        this.elsewhere = () -> shared.elsewhere().get().at(name);
        intake.beside(elsewhere);
        intake.onUnknownDevices((devices, topic) -> shared.unknown().seen(devices, topic, name));
        intake.onNothingSaid(shared.heard());
        this.pump = new IntakePump(
                intake,
                shared.outlet(),
                shared.bus(),
                ledger,
                (event, message) -> shared.published().accept(event, received(settings, message)),
                new IntakeMetrics(shared.meters(), shared.config().serviceKey().value(), settings.queue()),
                new IntakePump.Limits(room, config.batch(), config.maxRetryDelay()));
    }

    DeviceBroker broker() {
        return broker;
    }

    /** Of all devices, those of this broker are listened to from now on. */
    synchronized void become(MappingIndex all) {
        index = all.at(name);
        Fitting before = fitting;
        fitting = before.next(
                listened(), index.filtersBeside(listened()), settings.limits().maxSubscriptions());
        if (!fitting.leftOver().equals(before.leftOver())) {
            LOG.warnf("subscriptions left out broker=%s filters=%s", settings, fitting.leftOver());
        }
        broker.follow(fitting.fitting());
        if (!open) {
            open = true;
            broker.retainedAgain(listened());
            broker.atMostOnce(listeners.stream()
                    .flatMap(listener -> listener.atMostOnce().stream())
                    .collect(Collectors.toSet()));
            broker.open(room, this::arrived);
        }
    }

    private Set<String> listened() {
        return listeners.stream()
                .flatMap(listener -> listener.filters().stream())
                .collect(Collectors.toSet());
    }

    private void arrived(DeviceMessage message) {
        for (TopicListener listener : listeners) {
            if (listener.hold(message, pump::arrived)) {
                return;
            }
        }
        Optional<DeviceMessage> report =
                replies.take(name, message.topic(), message.payload()) || isTaken(message) || isOldRefusal(message)
                        ? Optional.empty()
                        : isReplyElsewhere(message) ? Optional.of(message) : ownReplies.reportIn(message, name, index);
        report.ifPresentOrElse(pump::arrived, message.acknowledge());
    }

    // Of each message: a stream costs more than what it looks at.
    private boolean isTaken(DeviceMessage message) {
        for (TopicListener listener : listeners) {
            if (listener.take(message)) {
                return true;
            }
        }
        return false;
    }

    private boolean isHeard(String topic) {
        for (TopicFilter filter : heard) {
            if (filter.matches(topic)) {
                return true;
            }
        }
        return false;
    }

    /** A message that was put aside is read once more; it is no reply to anything that is asked now. Must not block. */
    void again(DeviceMessage message) {
        for (TopicListener listener : listeners) {
            if (listener.hold(message, pump::arrived)) {
                return;
            }
        }
        if (isTaken(message)) {
            message.acknowledge().run();
        } else {
            pump.arrived(message);
        }
    }

    /** On a topic of replies, of a device that another instance has: nobody waits for it here, which is no surprise. */
    private boolean isReplyElsewhere(DeviceMessage message) {
        return !index.replies(message.topic()).isEmpty()
                && index.find(message.topic()) instanceof Match.UnknownDevice
                && elsewhere.get().isConcernedBy(message.topic());
    }

    /** It is retained, most likely: no listener takes it, no device has it, and that was told when it came first. */
    private boolean isOldRefusal(DeviceMessage message) {
        return isHeard(message.topic())
                && index.find(message.topic()) instanceof Match.UnknownTopic
                && !told.isNew(message);
    }

    /** The stamp of a broker elsewhere is by another clock than ours, and is nothing to compare with it. */
    private static Received received(BrokerSettings settings, DeviceMessage message) {
        OptionalLong stamp = settings.isOnThisHost() ? message.stamp() : OptionalLong.empty();
        return new Received(stamp, message.receivedAt());
    }

    /** Why its devices are not listened to as they should be; empty when they are. */
    String trouble() {
        return Stream.of(pump.trouble(), broker.trouble(), fitting.trouble(settings))
                .filter(reason -> !reason.isEmpty())
                .findFirst()
                .orElse("");
    }

    @Override
    public void close() {
        pump.close();
        broker.close();
        ledger.close();
    }
}
