package io.hearth.device.intake;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** What goes out to a broker, on the connection that there is: what that has not taken when it is lost has failed. */
final class Publishing {
    private final BrokerSettings settings;
    private final Supplier<Mqtt5Client> client;
    private final ExactlyOnce exactlyOnce;
    private final BrokerMetrics metrics;
    private final Supplier<String> disconnected;
    private final Outbound outbound;
    private final OpenPublishes publishes = new OpenPublishes();

    /**
     * Not connected.
     *
     * @param client       the one that is used now
     * @param disconnected why there is no connection
     */
    Publishing(
            BrokerSettings settings,
            Supplier<Mqtt5Client> client,
            ExactlyOnce exactlyOnce,
            BrokerMetrics metrics,
            Supplier<String> disconnected) {
        this.settings = settings;
        this.client = client;
        this.exactlyOnce = exactlyOnce;
        this.metrics = metrics;
        this.disconnected = disconnected;
        this.outbound = new Outbound(settings);
    }

    /**
     * Publishes as the broker takes it; fails at once when it is not connected.
     *
     * @param responseTopic MQTT 5's, null: none
     * @param correlation   MQTT 5's correlation data, null: none
     * @throws io.hearth.contracts.rest.EdgexException 400 when the message is too large, or the topic is none of the broker's
     */
    CompletableFuture<Void> publish(
            String topic, byte[] payload, int qos, boolean retain, String responseTopic, byte[] correlation) {
        Mqtt5AsyncClient async = client.get().toAsync();
        if (!async.getState().isConnected()) {
            return CompletableFuture.failedFuture(
                    new DeviceBrokerUnavailable(settings.title() + " is not connected: " + disconnected.get()));
        }
        Outbound.Allowed allowed = outbound.allowed(async, topic, payload.length, qos, retain);
        Mqtt5Publish message = Mqtt5Publish.builder()
                .topic(topic)
                .payload(payload)
                .qos(MqttQos.fromCode(allowed.qos()))
                .retain(allowed.retain())
                .responseTopic(responseTopic)
                .correlationData(correlation)
                .build();
        CompletableFuture<Void> told = message.getQos() == MqttQos.EXACTLY_ONCE
                ? exactlyOnce.publish(message, () -> inSession(message))
                : inSession(message);
        return told.whenComplete((sent, failure) -> metrics.sent(failure == null));
    }

    private CompletableFuture<Void> inSession(Mqtt5Publish message) {
        Mqtt5AsyncClient async = client.get().toAsync();
        Optional<CompletableFuture<Void>> told = publishes.add();
        if (told.isEmpty()) {
            return CompletableFuture.failedFuture(
                    new DeviceBrokerUnavailable(settings.title() + " is not connected: " + disconnected.get()));
        }
        async.publish(message).thenAccept(this::check).whenComplete((sent, failure) -> {
            if (failure == null) {
                told.get().complete(null);
            } else {
                told.get().completeExceptionally(failure);
            }
        });
        return told.get().whenComplete((sent, failure) -> publishes.done(told.get()));
    }

    private void check(Mqtt5PublishResult result) {
        result.getError().ifPresent(error -> {
            throw new DeviceBrokerUnavailable(settings.title() + " refused a message: " + error.getMessage());
        });
    }

    /** There is a connection now. */
    void connected() {
        publishes.connected();
    }

    /** The connection is lost, and with it what was not acknowledged; whether there was any. */
    boolean lost(String reason) {
        List<CompletableFuture<Void>> left = publishes.lost();
        DeviceBrokerUnavailable failure =
                new DeviceBrokerUnavailable(settings.title() + " was lost before it acknowledged: " + reason);
        left.forEach(told -> told.completeExceptionally(failure));
        return !left.isEmpty();
    }
}
