package io.hearth.runtime.bus;

import com.hivemq.client.mqtt.MqttClientState;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.lifecycle.MqttClientDisconnectedContext;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import io.hearth.contracts.bus.Topics;
import io.hearth.runtime.stop.StopDeadline;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Sends on the bus: publishes that are done when the broker has them. Requests, which wait for their reply, are {@link
 * Requests}'. What comes in over durable subscriptions goes through {@link BatchConsumer} and {@link LaneConsumer} instead; {@link #listen} is for what
 * can be asked for again.
 */
@Startup
@ApplicationScoped
public class Bus {
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(2);

    private final BusConfig config;
    private final Topics topics;
    private final Mqtt3AsyncClient client;
    private final Listeners listeners;
    private final Semaphore unacknowledged;
    private final PendingAcks acknowledgements;
    private final AckRest rest = new AckRest();
    private final Outage outage;
    private volatile boolean closed;

    Bus(BusConfig config) {
        this.config = config;
        this.topics = new Topics(config.baseTopic(), config.enableNameFieldEscape());
        this.unacknowledged = new Semaphore(config.maxUnacknowledged());
        this.acknowledgements = new PendingAcks(address(), config.publishTimeout());
        this.outage = new Outage(address());
        // Not fixed: this connection keeps nothing at the broker, and replicas must not throw each other out.
        this.client = BusClients.builder(config, "hearth-bus-" + UUID.randomUUID())
                .executorConfig(BusClients.BY_ITSELF)
                .addConnectedListener(context -> listening())
                .addDisconnectedListener(this::lost)
                .buildAsync();
        this.listeners = new Listeners(client);
        connect();
    }

    private void connect() {
        client.connectWith()
                .cleanSession(true)
                .keepAlive((int) config.keepAlive().toSeconds())
                .send()
                .exceptionally(retried -> null);
    }

    private void lost(MqttClientDisconnectedContext context) {
        if (closed) {
            // A client that is between two attempts cannot be disconnected, and would go on trying for ever.
            context.getReconnector().reconnect(false);
        } else {
            outage.goesOn(Address.access(config).reason(context.getCause()));
        }
    }

    private void listening() {
        outage.over();
        listeners.connected();
    }

    /**
     * Listens while connected, with QoS 1, for as long as the process runs. Nothing is kept for the listener while the
     * connection is gone; it is told when it is back, so that it can look for what it missed.
     */
    public void listen(List<String> topicFilters, Listener listener) {
        listeners.add(topicFilters, listener);
    }

    /** The bus's topics, with the configured base and escaping. */
    public Topics topics() {
        return topics;
    }

    /** Whether the broker is connected now. */
    public boolean connected() {
        return client.getState() == MqttClientState.CONNECTED;
    }

    /** Why the broker is not connected; empty when it is. */
    public String trouble() {
        return connected() ? "" : "broker at " + address() + " is not connected: " + outage.reason();
    }

    /** Where the broker is, {@code host:port}. */
    public String address() {
        return config.host() + ":" + config.port();
    }

    /** How long a request waits for its reply unless told otherwise. */
    public Duration requestTimeout() {
        return config.requestTimeout();
    }

    /** Bounds for the consumers of durable subscriptions. */
    public BusConfig.Consumer consumerLimits() {
        return config.consumer();
    }

    /** Bounds for outboxes. */
    public BusConfig.Outbox outboxLimits() {
        return config.outbox();
    }

    /**
     * Publishes with QoS 1. Done when the broker has acknowledged. Publishes of one thread reach the broker in order.
     *
     * @return fails with {@link BusUnavailable} when the broker is not connected, did not acknowledge in time (it may have
     *     the message all the same) or when too many publishes wait already; with {@link IllegalArgumentException} when the
     *     topic is none
     */
    public CompletableFuture<Void> publish(String topic, byte[] payload) {
        return publish(topic, payload, MqttQos.AT_LEAST_ONCE, false);
    }

    /** As {@link #publish(String, byte[])}, with a quality of service and a retain flag of the caller's. */
    public CompletableFuture<Void> publish(String topic, byte[] payload, MqttQos qos, boolean retain) {
        if (!connected()) {
            // Left with the client it would go out on the next connection, long after its failure was told.
            return CompletableFuture.failedFuture(
                    new BusUnavailable("broker at " + address() + " is not connected", null));
        }
        if (!unacknowledged.tryAcquire()) {
            return CompletableFuture.failedFuture(new BusUnavailable(
                    config.maxUnacknowledged() + " messages wait for the broker at " + address() + " already", null));
        }
        CompletableFuture<Mqtt3Publish> sent;
        try {
            sent = client.publishWith()
                    .topic(topic)
                    .payload(payload)
                    .qos(qos)
                    .retain(retain)
                    .send();
        } catch (IllegalArgumentException noTopic) {
            unacknowledged.release();
            return CompletableFuture.failedFuture(noTopic);
        }
        PendingAcks.Pending pending = acknowledgements.await(topic);
        sent.whenComplete((acknowledged, failure) -> {
            unacknowledged.release();
            pending.answered(failure);
            if (failure == null) {
                rest.acknowledged(config.maxUnacknowledged() - unacknowledged.availablePermits());
            }
        });
        return pending;
    }

    /** As {@link #publish(String, byte[])}, waiting for the broker's acknowledgement. */
    public void publishAndWait(String topic, byte[] payload) {
        try {
            publish(topic, payload).join();
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof RuntimeException told
                    ? told
                    : new BusUnavailable("broker at " + address() + " did not take a message to " + topic, failure);
        }
    }

    @PreDestroy
    void close() {
        closed = true;
        acknowledgements.close();
        client.disconnect()
                .orTimeout(StopDeadline.atMost(LONGEST_CLOSE).toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(ignored -> null)
                .join();
    }
}
