package io.hearth.runtime.bus;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3RxClient;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import io.smallrye.mutiny.Multi;
import io.smallrye.reactive.messaging.annotations.ConnectorAttribute;
import io.smallrye.reactive.messaging.annotations.ConnectorAttribute.Direction;
import io.smallrye.reactive.messaging.connector.InboundConnector;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import mutiny.zero.flow.adapters.AdaptersToFlow;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.eclipse.microprofile.reactive.messaging.spi.Connector;
import org.jboss.logging.Logger;

/**
 * Channels that are durable subscriptions on the bus: QoS 1, a session that the broker keeps while we are away, and {@link
 * Message#ack} that is the acknowledgement to the broker. A channel connects when somebody listens to it, so that nothing
 * is dropped that the broker sends at once; and it reads no more than is asked for, so that a slow consumer slows the broker.
 *
 * <p>A channel that is not {@code durable} has no session: what is sent while we are away is for nobody, and who sends it can
 * know. For requests that are worth nothing once their sender has stopped waiting.
 */
@ApplicationScoped
@Connector(BusConnector.NAME)
@ConnectorAttribute(
        name = "topic",
        type = "string",
        direction = Direction.INCOMING,
        mandatory = true,
        description = "The topic filter")
@ConnectorAttribute(
        name = "client-id",
        type = "string",
        direction = Direction.INCOMING,
        mandatory = true,
        description = "The client id, under which the broker keeps the session: never changed; a replica adds its name")
@ConnectorAttribute(
        name = "durable",
        type = "boolean",
        direction = Direction.INCOMING,
        defaultValue = "true",
        description = "Whether the broker keeps the session, and what comes for it, while we are away")
@ConnectorAttribute(
        name = "replicas",
        type = "string",
        direction = Direction.INCOMING,
        defaultValue = "one",
        description =
                "What replicas of the service get: 'share' each message goes to one of them, 'each' all of them get"
                        + " every message, 'one' there is only one")
@ConnectorAttribute(
        name = "group",
        type = "string",
        direction = Direction.INCOMING,
        description = "With replicas=share: the name of the group that shares, EdgeX's service key")
public class BusConnector implements InboundConnector {
    /** The connector's name in {@code mp.messaging.incoming.<channel>.connector}. */
    public static final String NAME = "hearth-bus";

    private static final Logger LOG = Logger.getLogger(BusConnector.class);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration STOP = Duration.ofSeconds(2);

    private final BusConfig bus;
    private final Subscriptions subscriptions;
    private final Queue<CompletableFuture<Void>> disconnecting = new ConcurrentLinkedQueue<>();

    BusConnector(BusConfig bus, Subscriptions subscriptions) {
        this.bus = bus;
        this.subscriptions = subscriptions;
    }

    @Override
    public Flow.Publisher<? extends Message<?>> getPublisher(Config channel) {
        String name = channel.getValue("channel-name", String.class);
        Replica replica = Replica.of(channel, bus.instance());
        String filter = replica.filter();
        String clientId = replica.clientId();
        boolean durable = channel.getOptionalValue("durable", Boolean.class).orElse(true);
        AtomicBoolean closed = new AtomicBoolean();
        AtomicReference<Mqtt3AsyncClient> connection = new AtomicReference<>();
        Mqtt3RxClient client = BusClients.builder(bus, clientId)
                .addDisconnectedListener(context -> {
                    // Back without a listener, it would acknowledge and drop what the broker has kept.
                    if (closed.get()) {
                        context.getReconnector().reconnect(false);
                    } else {
                        subscriptions.missing(
                                name, "not connected: " + context.getCause().getMessage());
                    }
                })
                .addConnectedListener(connected -> {
                    subscriptions.connected(name);
                    subscribe(connection.get(), name, filter);
                })
                .buildRx();
        connection.set(client.toAsync());
        Multi<Mqtt3Publish> messages = Multi.createFrom()
                .publisher(AdaptersToFlow.publisher(client.publishes(MqttGlobalPublishFilter.ALL, true)));
        Multi<Message<byte[]>> channelMessages = messages.map(BusConnector::message)
                .onTermination()
                .invoke(() -> {
                    closed.set(true);
                    subscriptions.ended(name);
                    // After the cancellation has gone upstream: the end of a session that is not kept is a failure to
                    // whoever still listens.
                    disconnecting.add(CompletableFuture.supplyAsync(() -> disconnect(client.toAsync()))
                            .thenCompose(disconnected -> disconnected));
                });
        // The broker sends what it has kept right after CONNACK, and what comes before the client has the listener is
        // acknowledged and gone. The client takes note of the listener only after its onSubscribe: connect after that.
        return (Flow.Publisher<Message<byte[]>>) listener -> {
            channelMessages.subscribe().withSubscriber(listener);
            subscriptions.missing(name, "not connected yet");
            connect(client.toAsync(), durable);
        };
    }

    private static Message<byte[]> message(Mqtt3Publish publish) {
        BusMessage received = new BusMessage(publish.getTopic().toString(), publish.getPayloadAsBytes());
        return Message.of(received.payload(), Metadata.of(received), () -> {
            publish.acknowledge();
            return CompletableFuture.completedFuture(null);
        });
    }

    private void connect(Mqtt3AsyncClient client, boolean durable) {
        client.connectWith()
                .cleanSession(!durable)
                .keepAlive((int) bus.keepAlive().toSeconds())
                .send()
                .exceptionally(retried -> null);
    }

    /**
     * On every connection: the client subscribes by itself to what the broker has forgotten, but takes a refusal for an
     * answer; and the broker may have the session of an older version, with another filter.
     */
    private void subscribe(Mqtt3AsyncClient client, String name, String filter) {
        client.subscribeWith()
                .topicFilter(filter)
                .qos(MqttQos.AT_LEAST_ONCE)
                .send()
                .whenComplete((granted, failure) -> {
                    if (failure == null) {
                        subscriptions.inForce(name);
                        LOG.debugf("channel subscribed client=%s filter=%s", name, filter);
                    } else if (client.getState().isConnected()) {
                        if (subscriptions.missing(
                                name, "subscription to " + filter + " refused: " + failure.getMessage())) {
                            LOG.warnf(
                                    "subscription refused, trying again filter=%s reason=%s",
                                    filter, failure.getMessage());
                        }
                        CompletableFuture.delayedExecutor(RETRY.toMillis(), TimeUnit.MILLISECONDS)
                                .execute(() -> subscribe(client, name, filter));
                    }
                });
    }

    private static CompletableFuture<Void> disconnect(Mqtt3AsyncClient client) {
        return client.disconnect()
                .orTimeout(STOP.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(notConnected -> null);
    }

    /** All channels together, so that a broker which does not answer delays the stop once and not once for each. */
    @PreDestroy
    void awaitDisconnected() {
        CompletableFuture.allOf(disconnecting.toArray(CompletableFuture[]::new)).join();
    }
}
