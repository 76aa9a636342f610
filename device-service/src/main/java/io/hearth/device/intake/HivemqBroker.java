package io.hearth.device.intake;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.lifecycle.MqttClientConnectedContext;
import com.hivemq.client.mqtt.lifecycle.MqttClientDisconnectedContext;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder;
import com.hivemq.client.mqtt.mqtt5.lifecycle.Mqtt5ClientConnectedContext;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult;
import io.hearth.device.DeviceConfig;
import io.hearth.runtime.bus.Demand;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Metrics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * The devices' broker over MQTT 5 with hivemq-mqtt-client: a persistent session, so that the broker keeps what devices send
 * while we are away; acknowledgements when we say so; subscriptions that change while it runs.
 */
final class HivemqBroker implements DeviceBroker {
    private static final Logger LOG = Logger.getLogger(HivemqBroker.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    private final DeviceConfig.Mqtt config;
    private final Runnable sessionLost;
    private final Mqtt5Client client;
    private final Subscriptions subscriptions;
    private final AtomicReference<String> disconnected = new AtomicReference<>("not connected yet");
    private final AtomicReference<Demand> waiting = new AtomicReference<>();
    private volatile boolean closed;

    /**
     * Not yet connected.
     *
     * @param sessionLost called before the first message of a session that the broker began anew
     */
    HivemqBroker(DeviceConfig.Mqtt config, Path dataDir, Runnable sessionLost) {
        this.config = config;
        this.sessionLost = sessionLost;
        this.client = build();
        this.subscriptions = new Subscriptions(client.toAsync(), SubscriptionBook.of(dataDir), address());
    }

    private Mqtt5Client build() {
        Mqtt5ClientBuilder builder = MqttClient.builder()
                .useMqttVersion5()
                .identifier(config.clientId())
                .serverHost(config.host())
                .serverPort(config.port())
                .automaticReconnect()
                .initialDelay(200, TimeUnit.MILLISECONDS)
                .maxDelay(config.maxReconnectDelay().toMillis(), TimeUnit.MILLISECONDS)
                .applyAutomaticReconnect()
                .addConnectedListener(this::connected)
                .addDisconnectedListener(this::disconnected);
        config.username().ifPresent(user -> builder.simpleAuth()
                .username(user)
                .password(config.password().orElse("").getBytes(StandardCharsets.UTF_8))
                .applySimpleAuth());
        return builder.build();
    }

    @Override
    public void open(int room, Consumer<DeviceMessage> arrivals) {
        receive(room, arrivals);
        Gauge.builder("hearth_queue_octets", waiting, demand -> demand.get().octets())
                .description("octets of the messages received and not yet handled")
                .tag("queue", "ds-devices")
                .register(Metrics.globalRegistry);
        Gauge.builder("hearth_queue_octets_capacity", config, DeviceConfig.Mqtt::maxInFlightOctets)
                .description("octets the queue holds at most, about")
                .tag("queue", "ds-devices")
                .register(Metrics.globalRegistry);
        client.toAsync()
                .connectWith()
                .cleanStart(false)
                .sessionExpiryInterval(config.sessionExpiry().toSeconds())
                .keepAlive((int) config.keepAlive().toSeconds())
                .send()
                .exceptionally(retried -> null);
    }

    /** Before connecting: what waits in the session comes with the connection. */
    private void receive(int room, Consumer<DeviceMessage> arrivals) {
        Demand demand = new Demand(room, config.maxInFlightOctets());
        waiting.set(demand);
        client.toRx()
                .publishes(MqttGlobalPublishFilter.ALL, true)
                .subscribe(new Receiver(config.brokerStampsOrigin(), demand, arrivals, failure -> {
                    if (!closed) {
                        // So the client tells of a session that the broker has lost.
                        LOG.infof("receiving begins anew broker=%s reason=%s", address(), failure);
                        receive(room, arrivals);
                    }
                }));
    }

    private void connected(MqttClientConnectedContext context) {
        boolean sessionPresent =
                ((Mqtt5ClientConnectedContext) context).getConnAck().isSessionPresent();
        LOG.infof("connected to the devices' broker broker=%s session=%s", address(), sessionPresent ? "kept" : "new");
        disconnected.set("");
        if (!sessionPresent) {
            sessionLost.run();
        }
        subscriptions.connected(sessionPresent);
    }

    private void disconnected(MqttClientDisconnectedContext context) {
        String reason = String.valueOf(context.getCause().getMessage());
        // A session that the broker lost is set up by Subscriptions; a command that was under way has failed by then.
        context.getReconnector().resubscribeIfSessionExpired(false).republishIfSessionExpired(false);
        if (closed) {
            // A client that is between two attempts cannot be disconnected, and would go on trying for ever.
            context.getReconnector().reconnect(false);
        }
        if (disconnected.getAndSet(reason).isEmpty() && !closed) {
            LOG.warnf("lost the devices' broker, connecting again broker=%s reason=%s", address(), reason);
        }
        subscriptions.disconnected();
    }

    @Override
    public void follow(Set<String> filters) {
        subscriptions.follow(filters);
    }

    /** Of these filters, which are followed too, what is retained comes with every connection; called before opening. */
    void retainedAgain(Set<String> filters) {
        subscriptions.retainedAgain(filters);
    }

    @Override
    public CompletableFuture<Void> publish(String topic, byte[] payload, int qos, boolean retain) {
        Mqtt5AsyncClient async = client.toAsync();
        if (!client.getState().isConnected()) {
            return CompletableFuture.failedFuture(new DeviceBrokerUnavailable(
                    "the devices' broker at " + address() + " is not connected: " + disconnected.get()));
        }
        return async.publishWith()
                .topic(topic)
                .payload(payload)
                .qos(MqttQos.fromCode(qos))
                .retain(retain)
                .send()
                .thenAccept(this::check);
    }

    private void check(Mqtt5PublishResult result) {
        result.getError().ifPresent(error -> {
            throw new DeviceBrokerUnavailable(
                    "the devices' broker at " + address() + " refused a message: " + error.getMessage());
        });
    }

    @Override
    public boolean connected() {
        return client.getState().isConnected();
    }

    @Override
    public String trouble() {
        String reason = disconnected.get();
        return reason.isEmpty()
                ? subscriptions.trouble()
                : "the devices' broker at " + address() + " is not connected: " + reason;
    }

    @Override
    public String address() {
        return config.host() + ":" + config.port();
    }

    @Override
    public void close() {
        closed = true;
        subscriptions.close();
        client.toAsync()
                .disconnectWith()
                .sessionExpiryInterval(config.sessionExpiry().toSeconds())
                .send()
                .orTimeout(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(gone -> null)
                .join();
    }
}
