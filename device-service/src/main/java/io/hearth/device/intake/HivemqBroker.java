package io.hearth.device.intake;

import com.hivemq.client.mqtt.MqttClientState;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.MqttVersion;
import com.hivemq.client.mqtt.lifecycle.MqttClientConnectedContext;
import com.hivemq.client.mqtt.lifecycle.MqttClientDisconnectedContext;
import com.hivemq.client.mqtt.lifecycle.MqttClientReconnector;
import com.hivemq.client.mqtt.mqtt3.lifecycle.Mqtt3ClientConnectedContext;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.lifecycle.Mqtt5ClientConnectedContext;
import io.hearth.device.DeviceConfig;
import io.hearth.device.mapping.MappingRules;
import io.hearth.runtime.bus.Backoff;
import io.hearth.runtime.stop.StopDeadline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * A broker of devices over MQTT 5, or 3.1.1, with hivemq-mqtt-client: a persistent session, so that the broker keeps what
 * devices send while we are away; acknowledgements when we say so; subscriptions that change while it runs.
 */
final class HivemqBroker implements DeviceBroker {
    private static final Logger LOG = Logger.getLogger(HivemqBroker.class);
    private static final Duration FIRST_RETRY = Duration.ofMillis(200);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    private final BrokerSettings settings;
    private final DeviceConfig.Mqtt config;
    private final Runnable sessionLost;
    private final ProtocolVersion version;
    private final SubscriptionPackets packets;
    private final Subscriptions subscriptions;
    private final Publishing publishing;
    private final BrokerMetrics metrics;
    private final SessionClients clients;
    private final ExactlyOnce exactlyOnce;
    private final AtomicReference<String> disconnected = new AtomicReference<>("not connected yet");
    private final AtomicInteger connections = new AtomicInteger();
    private volatile Mqtt5Client client;
    private volatile Runnable reopen = () -> {};
    private final Backoff turns;
    private volatile boolean closed;

    /** The default broker; not yet connected. */
    HivemqBroker(DeviceConfig.Mqtt config, Path dataDir, Runnable sessionLost) {
        this(new BrokerSettings(MappingRules.DEFAULT_BROKER, config), dataDir, sessionLost);
    }

    /**
     * Not yet connected.
     *
     * @param dir         where it keeps what it is subscribed to
     * @param sessionLost called before the first message of a session that the broker began anew
     */
    HivemqBroker(BrokerSettings settings, Path dir, Runnable sessionLost) {
        this.settings = settings;
        this.config = settings.config();
        this.sessionLost = sessionLost;
        this.version = settings.version();
        this.turns = new Backoff(FIRST_RETRY, config.maxReconnectDelay());
        this.metrics = new BrokerMetrics(settings, this::connected);
        this.clients = new SessionClients(settings, this::connected, this::disconnected);
        this.exactlyOnce = new ExactlyOnce(settings, () -> clients.withoutSession(version.now()));
        this.publishing = new Publishing(settings, () -> client, exactlyOnce, metrics, disconnected::get);
        this.client = clients.make(version.now());
        this.packets = new SubscriptionPackets(() -> client.toAsync());
        this.subscriptions = new Subscriptions(
                packets,
                SubscriptionBook.of(dir),
                settings.title(),
                settings.limits().filtersInPacket(),
                metrics::subscriptionsRefused);
    }

    @Override
    public void open(int room, Consumer<DeviceMessage> arrivals) {
        Inflow inflow = new Inflow(room, config.maxInFlightOctets());
        metrics.waiting(inflow, config.maxInFlightOctets());
        Consumer<DeviceMessage> counted = metrics.counted(arrivals);
        reopen = () -> open(client, inflow, counted);
        reopen.run();
    }

    private void open(Mqtt5Client opened, Inflow inflow, Consumer<DeviceMessage> arrivals) {
        receive(opened, inflow, arrivals);
        clients.connect(opened);
    }

    /** Before connecting: what waits in the session comes with the connection. */
    private void receive(Mqtt5Client opened, Inflow inflow, Consumer<DeviceMessage> arrivals) {
        opened.toRx()
                .publishes(MqttGlobalPublishFilter.ALL, true)
                .subscribe(
                        new Receiver(config.brokerStampsOrigin(), inflow, packets::isAtMostOnce, arrivals, failure -> {
                            if (!closed && opened == client) {
                                // So the client tells of a session that the broker has lost.
                                LOG.infof("receiving begins anew broker=%s reason=%s", settings, failure);
                                receive(opened, inflow, arrivals);
                            }
                        }));
    }

    private void connected(MqttClientConnectedContext context) {
        boolean sessionPresent = context instanceof Mqtt5ClientConnectedContext five
                ? five.getConnAck().isSessionPresent()
                : ((Mqtt3ClientConnectedContext) context).getConnAck().isSessionPresent();
        LOG.infof(
                "connected to the devices' broker broker=%s session=%s version=%s",
                settings, sessionPresent ? "kept" : "new", version.now());
        SessionClients.holdNothing(client);
        version.connected();
        turns.reset();
        publishing.connected();
        metrics.connection();
        connections.incrementAndGet();
        disconnected.set("");
        if (!sessionPresent) {
            sessionLost.run();
        }
        subscriptions.connected(sessionPresent, version.now() == MqttVersion.MQTT_5_0);
        settings.online().ifPresent(birth -> client.toAsync().publish(birth).exceptionally(away -> null));
    }

    private void disconnected(MqttClientDisconnectedContext context) {
        MqttClientReconnector next = context.getReconnector();
        // A session that the broker lost is set up by Subscriptions; a command that was under way has failed by then.
        next.resubscribeIfSessionExpired(false).republishIfSessionExpired(false);
        String reason = settings.access().reason(context.getCause());
        if (!reason.equals(disconnected.getAndSet(reason)) && !closed) {
            LOG.warnf("no connection to the devices' broker, trying again broker=%s reason=%s", settings, reason);
        }
        subscriptions.disconnected();
        boolean unacknowledged = publishing.lost(reason);
        if (closed) {
            // A client that is between two attempts cannot be disconnected, and would go on trying for ever.
            next.reconnect(false);
        } else if (attempt(context) ? version.failed(context.getCause()) : version.lost()) {
            next.reconnect(false);
            LOG.infof("trying the devices' broker in %s broker=%s reason=%s", version.now(), settings, reason);
            Thread.ofVirtual().name("device-broker-version").start(this::withNewClient);
        } else if (unacknowledged) {
            // This client would send again, at some later time, what its askers were told had failed.
            next.reconnect(false);
            Thread.ofVirtual().name("device-broker-anew").start(this::withNewClient);
        } else {
            clients.renew(next);
        }
    }

    private static boolean attempt(MqttClientDisconnectedContext context) {
        MqttClientState state = context.getClientConfig().getState();
        return state == MqttClientState.CONNECTING || state == MqttClientState.CONNECTING_RECONNECT;
    }

    /** On the same session of the broker's. */
    private void withNewClient() {
        while (!closed) {
            try {
                // Not at once: a broker that takes neither version must not be stormed.
                Thread.sleep(turns.next());
                if (closed) {
                    return;
                }
                client = clients.make(version.now());
                reopen.run();
                if (closed) {
                    client.toAsync().disconnect().exceptionally(notConnected -> null);
                }
                return;
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException notNow) {
                LOG.warnf("not tried, trying again broker=%s reason=%s", settings, notNow.getMessage());
            }
        }
    }

    @Override
    public void follow(Set<String> filters) {
        subscriptions.follow(filters);
    }

    /** Of these filters, which are followed too, what is retained comes with every connection; called before opening. */
    void retainedAgain(Set<String> filters) {
        packets.retainedAgain(filters);
    }

    /**
     * These filters, which are followed too, are subscribed to with QoS 0, and what comes on their topics with another one, by a wider
     * filter, is acknowledged when it comes; called before opening.
     */
    void atMostOnce(Set<String> filters) {
        packets.atMostOnce(filters);
    }

    @Override
    public CompletableFuture<Void> publish(String topic, byte[] payload, int qos, boolean retain) {
        return publishing.publish(topic, payload, qos, retain, null, null);
    }

    @Override
    public CompletableFuture<Void> request(
            String topic, byte[] payload, int qos, boolean retain, String responseTopic, byte[] correlation) {
        if (version.now() != MqttVersion.MQTT_5_0) {
            return CompletableFuture.failedFuture(new DeviceBrokerUnavailable(
                    settings.title() + " is spoken to in MQTT 3.1.1, a request with MQTT 5's response topic needs 5"));
        }
        return publishing.publish(topic, payload, qos, retain, responseTopic, correlation);
    }

    @Override
    public boolean connected() {
        return client.getState().isConnected();
    }

    @Override
    public int connections() {
        return connections.get();
    }

    /** The client that is used now. */
    Mqtt5Client client() {
        return client;
    }

    /** The version of MQTT that it is spoken to in. */
    MqttVersion version() {
        return version.now();
    }

    @Override
    public String trouble() {
        String reason = disconnected.get();
        return reason.isEmpty() ? subscriptions.trouble() : settings.title() + " is not connected: " + reason;
    }

    @Override
    public String trouble(Set<String> filters) {
        return disconnected.get().isEmpty() ? subscriptions.trouble(filters) : trouble();
    }

    @Override
    public String address() {
        return settings.address();
    }

    @Override
    public void close() {
        closed = true;
        metrics.close();
        subscriptions.close();
        exactlyOnce.close();
        Mqtt5AsyncClient async = client.toAsync();
        // Who takes his leave is not given up for lost: the last will is not published then.
        settings.offline()
                .filter(said -> connected())
                .map(said -> async.publish(said).<Void>thenApply(done -> null))
                .orElseGet(() -> CompletableFuture.completedFuture(null))
                .orTimeout(StopDeadline.atMost(CLOSE_TIMEOUT).toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(away -> null)
                .thenCompose(said -> async.disconnectWith()
                        .sessionExpiryInterval(config.sessionExpiry().toSeconds())
                        .send())
                .orTimeout(StopDeadline.atMost(CLOSE_TIMEOUT.multipliedBy(2)).toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(gone -> null)
                .join();
    }
}
