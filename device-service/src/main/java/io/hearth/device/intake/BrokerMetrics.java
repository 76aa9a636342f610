package io.hearth.device.intake;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Metrics;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** Counts of one connection, tagged with its broker's name. */
final class BrokerMetrics {
    private static final Logger LOG = Logger.getLogger(BrokerMetrics.class);
    private static final String TAG = "broker";

    private final BrokerSettings settings;
    private final Counter connections;
    private final Counter received;
    private final Counter sent;
    private final Counter refused;
    private final Counter unstamped;
    private final Counter subscriptionsRefused;
    private final List<Gauge> gauges = new CopyOnWriteArrayList<>();
    private final AtomicBoolean toldUnstamped = new AtomicBoolean();

    BrokerMetrics(BrokerSettings settings, BooleanSupplier connected) {
        this.settings = settings;
        this.connections = counter("hearth_broker_connections", "connections to a broker of devices that came about");
        this.received = counter("hearth_broker_messages_received", "messages that a broker of devices delivered");
        this.sent = counter("hearth_broker_messages_sent", "messages that a broker of devices took");
        this.refused = counter("hearth_broker_messages_refused", "messages that a broker of devices did not take");
        this.unstamped = counter(
                "hearth_broker_messages_unstamped",
                "messages without the time of arrival that the broker was to stamp");
        this.subscriptionsRefused = counter(
                "hearth_broker_subscriptions_refused", "filters that a broker of devices refused, each time it did");
        gauges.add(Gauge.builder("hearth_broker_connected", () -> connected.getAsBoolean() ? 1 : 0)
                .description("whether a broker of devices is connected")
                .tag(TAG, settings.name())
                .register(Metrics.globalRegistry));
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name)
                .description(description)
                .tag(TAG, settings.name())
                .register(Metrics.globalRegistry);
    }

    /** What waits is counted by this. */
    void waiting(Inflow inflow, long capacity) {
        gauges.add(Gauge.builder("hearth_queue_octets", inflow, Inflow::octets)
                .description("octets of the messages received and not yet handled")
                .tag("queue", settings.queue())
                .register(Metrics.globalRegistry));
        gauges.add(Gauge.builder("hearth_queue_octets_capacity", () -> capacity)
                .description("octets the queue holds at most, about")
                .tag("queue", settings.queue())
                .register(Metrics.globalRegistry));
    }

    /** The registry is the process': a broker that is opened after this one, under its name, would be measured by this one. */
    void close() {
        gauges.forEach(Metrics.globalRegistry::remove);
    }

    void connection() {
        connections.increment();
    }

    void subscriptionsRefused(int filters) {
        subscriptionsRefused.increment(filters);
    }

    void sent(boolean taken) {
        (taken ? sent : refused).increment();
    }

    Consumer<DeviceMessage> counted(Consumer<DeviceMessage> arrivals) {
        return message -> {
            received.increment();
            boolean ofTheBroker = message.topic().startsWith("$");
            if (settings.config().brokerStampsOrigin() && message.stamp().isEmpty() && !ofTheBroker) {
                unstamped(message);
            }
            arrivals.accept(message);
        };
    }

    /** Such a message is not recognised when it comes again. */
    private void unstamped(DeviceMessage message) {
        if (!toldUnstamped.getAndSet(true)) {
            LOG.warnf(
                    "the devices' broker does not stamp what it delivers, check broker-stamps-origin broker=%s topic=%s",
                    settings, message.topic());
        }
        unstamped.increment();
    }
}
