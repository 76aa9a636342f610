package io.hearth.device.intake;

import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult;
import io.hearth.runtime.mqtt.ConnectionFailure;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Publishes with QoS 2, on a connection of its own without a session, made when it is needed first. In a session a broker keeps a
 * message that it has and that was not released yet (MQTT 5, 4.3.3): it could neither be taken back when its asker was told that it
 * had failed, nor would its identifier and its place among those under way come free. Without a session it is gone with the
 * connection, and is not carried out.
 */
final class ExactlyOnce implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(ExactlyOnce.class);
    /** How long a message waits for the connection: it must not go out when its asker has given up. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final BrokerSettings settings;
    private final Supplier<CompletableFuture<Mqtt5AsyncClient>> connect;
    private final AtomicBoolean told = new AtomicBoolean();
    private CompletableFuture<Mqtt5AsyncClient> connection =
            CompletableFuture.failedFuture(new IllegalStateException());

    /** Not connected; {@code connect} makes a connection without a session. */
    ExactlyOnce(BrokerSettings settings, Supplier<CompletableFuture<Mqtt5AsyncClient>> connect) {
        this.settings = settings;
        this.connect = connect;
    }

    /**
     * Publishes a message.
     *
     * @param refused what to do when the broker lets us have no second connection
     */
    CompletableFuture<Void> publish(Mqtt5Publish message, Supplier<CompletableFuture<Void>> refused) {
        return connected()
                .copy()
                .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .handle((client, failure) -> failure == null
                        ? client.publish(message).handle(this::outcome)
                        : failure instanceof TimeoutException
                                ? CompletableFuture.<Void>failedFuture(lost(failure))
                                : withoutIt(failure, refused))
                .thenCompose(attempt -> attempt);
    }

    private CompletableFuture<Void> withoutIt(Throwable failure, Supplier<CompletableFuture<Void>> refused) {
        if (!told.getAndSet(true)) {
            LOG.warnf(
                    "no second connection for QoS 2, what is lost halfway may be carried out later broker=%s reason=%s",
                    settings, ConnectionFailure.reason(failure));
        }
        return refused.get();
    }

    private synchronized CompletableFuture<Mqtt5AsyncClient> connected() {
        boolean usable = !connection.isDone()
                || !connection.isCompletedExceptionally()
                        && connection.join().getState().isConnected();
        if (!usable) {
            connection = connect.get();
        }
        return connection;
    }

    private Void outcome(Mqtt5PublishResult result, Throwable failure) {
        Throwable not = failure == null ? result.getError().orElse(null) : failure;
        if (not != null) {
            throw lost(not);
        }
        return null;
    }

    private DeviceBrokerUnavailable lost(Throwable failure) {
        return new DeviceBrokerUnavailable(
                settings.title() + " did not complete a message: " + ConnectionFailure.reason(failure));
    }

    @Override
    public synchronized void close() {
        if (connection.isDone() && !connection.isCompletedExceptionally()) {
            connection.join().disconnect().exceptionally(gone -> null);
        }
    }
}
