package io.hearth.command.external;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3ClientBuilder;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** The connection to the second broker: comes back by itself, and subscribes each time. */
final class ExternalBroker implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(ExternalBroker.class);
    private static final long FIRST_RECONNECT_MILLIS = 500;
    private static final long RETRY_MILLIS = 1000;

    private final ExternalConfig config;
    private final MqttQos qos;
    private final Mqtt3AsyncClient client;
    private volatile boolean told;

    /** {@link IllegalArgumentException} for settings that are not allowed. */
    ExternalBroker(ExternalConfig config, Consumer<Mqtt3Publish> received) {
        this.config = config;
        this.qos = qos(config.qos());
        Mqtt3ClientBuilder builder = MqttClient.builder()
                .useMqttVersion3()
                .identifier(config.clientId())
                .automaticReconnect()
                .initialDelay(FIRST_RECONNECT_MILLIS, TimeUnit.MILLISECONDS)
                .maxDelay(config.maxReconnectDelay().toMillis(), TimeUnit.MILLISECONDS)
                .applyAutomaticReconnect()
                .addConnectedListener(context -> connected())
                .addDisconnectedListener(context -> disconnected(context.getCause()));
        ExternalAddress.of(config.url()).apply(builder, config.caFile());
        config.username().ifPresent(user -> builder.simpleAuth()
                .username(user)
                .password(config.password().orElse("").getBytes(StandardCharsets.UTF_8))
                .applySimpleAuth());
        this.client = builder.buildAsync();
        // Not with each subscription: those of earlier connections stay with the client, and would be told as well.
        client.publishes(MqttGlobalPublishFilter.ALL, received);
    }

    private static MqttQos qos(int code) {
        MqttQos qos = MqttQos.fromCode(code);
        if (qos == null) {
            throw new IllegalArgumentException("hearth.command.external.qos is '" + code + "', allowed is 0, 1 or 2");
        }
        return qos;
    }

    /** Connects now or, while the broker is away, later. */
    void connect() {
        client.connectWith()
                .cleanSession(true)
                .keepAlive((int) config.keepAlive().toSeconds())
                .send()
                .exceptionally(retried -> null);
    }

    boolean isConnected() {
        return client.getState().isConnected();
    }

    private void connected() {
        told = false;
        LOG.infof("external broker connected url=%s", config.url());
        List.of(config.commandRequestTopic(), config.queryRequestTopic()).forEach(this::subscribe);
    }

    private void disconnected(Throwable cause) {
        if (!told) {
            told = true;
            LOG.warnf("external broker not connected, trying again url=%s reason=%s", config.url(), cause.getMessage());
        }
    }

    private void subscribe(String filter) {
        client.subscribeWith().topicFilter(filter).qos(qos).send().whenComplete((granted, failure) -> {
            if (failure != null && isConnected()) {
                LOG.warnf(
                        "external subscription refused, trying again filter=%s reason=%s",
                        filter, failure.getMessage());
                CompletableFuture.delayedExecutor(RETRY_MILLIS, TimeUnit.MILLISECONDS)
                        .execute(() -> subscribe(filter));
            }
        });
    }

    /** Publishes as the settings say; a failure is logged, for there is nobody else to tell. */
    void publish(String topic, byte[] payload) {
        client.publishWith()
                .topic(topic)
                .qos(qos)
                .retain(config.retain())
                .payload(payload)
                .send()
                .exceptionally(failure -> {
                    LOG.warnf("external answer not sent topic=%s reason=%s", topic, failure.getMessage());
                    return null;
                });
    }

    @Override
    public void close() {
        client.disconnect()
                .orTimeout(2, TimeUnit.SECONDS)
                .exceptionally(notConnected -> null)
                .join();
    }
}
