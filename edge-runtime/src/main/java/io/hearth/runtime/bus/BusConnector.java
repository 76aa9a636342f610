package io.hearth.runtime.bus;

import io.hearth.contracts.bus.Topics;
import io.hearth.runtime.stop.StopDeadline;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
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
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.spi.Connector;
import org.jboss.logging.Logger;

/**
 * Channels that are durable subscriptions on the bus: QoS 1, a session that the broker keeps while we are away, and {@link
 * Message#ack} that is the acknowledgement to the broker. A channel connects when somebody listens to it, so that nothing
 * is dropped that the broker sends at once; and it reads no more than is asked for, so that a slow consumer slows the broker.
 *
 * <p>A channel that is not {@code durable} has no session: what is sent while we are away is for nobody, and who sends it can
 * know. A channel of {@code requests} is in between: they are worth nothing once their sender has stopped waiting, and are kept
 * for a few seconds ({@link RequestLink}).
 */
@ApplicationScoped
@Connector(BusConnector.NAME)
@ConnectorAttribute(
        name = "topic",
        type = "string",
        direction = Direction.INCOMING,
        mandatory = true,
        description =
                "The topic filter; names in braces are percent-encoded when hearth.bus.enable-name-field-escape is on")
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
        name = "requests",
        type = "boolean",
        direction = Direction.INCOMING,
        defaultValue = "false",
        description =
                "Whether these are requests: kept no longer than hearth.bus.keep-requests, whatever 'durable' says")
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
        Replica replica = Replica.of(channel, bus.instance(), new Topics(bus.baseTopic(), bus.enableNameFieldEscape()));
        return (Flow.Publisher<Message<byte[]>>) listener -> listen(channel, name, replica, listener);
    }

    /** A connection for each listener: who has left the channel may listen again, and finds what the broker has kept. */
    private void listen(
            Config channel, String name, Replica replica, Flow.Subscriber<? super Message<byte[]>> listener) {
        AtomicReference<Link> own = new AtomicReference<>();
        Link link = link(channel, replica.clientId(), new Link.Watcher() {
            @Override
            public void connected() {
                subscriptions.connected(name);
                subscribe(own.get(), name, replica.filter());
            }

            @Override
            public void lost(String reason) {
                subscriptions.missing(name, "not connected: " + reason);
            }

            @Override
            public boolean wanted() {
                return subscriptions.isWanted(name);
            }
        });
        own.set(link);
        // Who leaves the channel leaves the broker first, and the client's flow after that: what comes while the
        // client has no flow it acknowledges and drops.
        AtomicBoolean left = new AtomicBoolean();
        Multi<Message<byte[]>> messages = link.messages()
                // The end of a session that the broker does not keep.
                .onFailure(ended -> left.get())
                .recoverWithCompletion()
                .onTermination()
                .invoke(() -> leave(link, left, name))
                .onCancellation()
                .call(() -> Uni.createFrom().completionStage(leave(link, left, name)));
        // The broker sends what it has kept right after CONNACK, and what comes before the client has the listener is
        // acknowledged and gone. The client takes note of the listener only after its onSubscribe: connect after that.
        messages.subscribe().withSubscriber(listener);
        if (!left.get()) {
            subscriptions.missing(name, "not connected yet");
            link.connect();
        }
    }

    private Link link(Config channel, String clientId, Link.Watcher watcher) {
        if (channel.getOptionalValue("requests", Boolean.class).orElse(false)) {
            return new RequestLink(bus, clientId, watcher);
        }
        boolean durable = channel.getOptionalValue("durable", Boolean.class).orElse(true);
        return new SessionLink(bus, clientId, durable, watcher);
    }

    /**
     * On every connection: the client subscribes by itself to what the broker has forgotten, but takes a refusal for an
     * answer; and the broker may have the session of an older version, with another filter.
     */
    private void subscribe(Link link, String name, String filter) {
        link.subscribe(filter).whenComplete((granted, failure) -> {
            if (failure == null) {
                subscriptions.inForce(name);
                LOG.debugf("channel subscribed client=%s filter=%s", name, filter);
            } else if (link.isConnected()) {
                if (subscriptions.missing(name, "subscription to " + filter + " refused: " + failure.getMessage())) {
                    LOG.warnf("subscription refused, trying again filter=%s reason=%s", filter, failure.getMessage());
                }
                CompletableFuture.delayedExecutor(RETRY.toMillis(), TimeUnit.MILLISECONDS)
                        .execute(() -> subscribe(link, name, filter));
            }
        });
    }

    /** Where it is not connected there is nothing to wait for. */
    private CompletableFuture<?> leave(Link link, AtomicBoolean left, String channel) {
        if (left.compareAndSet(false, true)) {
            boolean connected = link.isConnected();
            CompletableFuture<?> gone = link.leave();
            subscriptions.ended(channel);
            disconnecting.removeIf(CompletableFuture::isDone);
            if (connected) {
                disconnecting.add(gone.copy()
                        .orTimeout(StopDeadline.atMost(STOP).toMillis(), TimeUnit.MILLISECONDS)
                        .handle((done, timeout) -> null));
            }
        }
        return link.leave();
    }

    /** All channels together, so that a broker which does not answer delays the stop once and not once for each. */
    @PreDestroy
    void awaitDisconnected() {
        CompletableFuture.allOf(disconnecting.toArray(CompletableFuture[]::new)).join();
    }
}
