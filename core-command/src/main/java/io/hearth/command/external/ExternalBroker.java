package io.hearth.command.external;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.lifecycle.MqttClientDisconnectedContext;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.lifecycle.Mqtt3ClientReconnector;
import com.hivemq.client.mqtt.mqtt3.message.auth.Mqtt3SimpleAuth;
import com.hivemq.client.mqtt.mqtt3.message.connect.Mqtt3Connect;
import com.hivemq.client.mqtt.mqtt3.message.connect.Mqtt3ConnectBuilder;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import io.hearth.runtime.mqtt.ConnectionFailure;
import io.hearth.runtime.mqtt.Secret;
import io.hearth.runtime.mqtt.Tls;
import io.hearth.runtime.stop.StopDeadline;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** The connection to the second broker: comes back by itself, and subscribes each time. */
final class ExternalBroker implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(ExternalBroker.class);
    private static final String PREFIX = "hearth.command.external";
    private static final long FIRST_RECONNECT_MILLIS = 500;
    private static final long RETRY_MILLIS = 1000;
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(2);

    private final ExternalConfig config;
    private final ExternalAddress address;
    private final Tls tls;
    private final MqttQos qos;
    private final Mqtt3AsyncClient client;
    private volatile boolean told;
    private volatile String trouble = "the external broker is not connected yet";

    /** {@link IllegalArgumentException} for settings that are not allowed. */
    ExternalBroker(ExternalConfig config, Consumer<Mqtt3Publish> received) {
        this.config = config;
        this.qos = qos(config.qos());
        this.address = ExternalAddress.of(config.url());
        address.check(config.url(), config.tls().enabled());
        this.tls = new Tls(new ExternalTls(config), PREFIX + ".tls");
        this.client = MqttClient.builder()
                .useMqttVersion3()
                .transportConfig(address.transport(tls))
                .identifier(config.clientId())
                .automaticReconnect()
                .initialDelay(FIRST_RECONNECT_MILLIS, TimeUnit.MILLISECONDS)
                .maxDelay(config.maxReconnectDelay().toMillis(), TimeUnit.MILLISECONDS)
                .applyAutomaticReconnect()
                .addConnectedListener(context -> connected())
                .addDisconnectedListener(this::disconnected)
                .buildAsync();
        login();
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
        client.connect(connection()).exceptionally(retried -> null);
    }

    private Mqtt3Connect connection() {
        Mqtt3ConnectBuilder builder = Mqtt3Connect.builder().cleanSession(true).keepAlive((int)
                config.keepAlive().toSeconds());
        login().ifPresent(builder::simpleAuth);
        return builder.build();
    }

    private Optional<Mqtt3SimpleAuth> login() {
        Optional<String> password = Secret.of(PREFIX + ".password", config.password(), config.passwordFile());
        return Secret.of(PREFIX + ".username", config.username(), config.usernameFile())
                .map(user -> Mqtt3SimpleAuth.builder()
                        .username(user)
                        .password(password.orElse("").getBytes(StandardCharsets.UTF_8))
                        .build());
    }

    boolean isConnected() {
        return client.getState().isConnected();
    }

    private void connected() {
        told = false;
        trouble = "";
        LOG.infof("external broker connected url=%s", config.url());
        List.of(config.commandRequestTopic(), config.queryRequestTopic()).forEach(this::subscribe);
    }

    private void disconnected(MqttClientDisconnectedContext context) {
        String own = address.tls() ? tls.ownTrouble(Instant.now()) : "";
        String reason = ConnectionFailure.reason(context.getCause()) + (own.isEmpty() ? "" : "; " + own);
        trouble = "the external broker at " + address.host() + ":" + address.port() + " is not connected: " + reason;
        if (!told) {
            told = true;
            LOG.warnf("external broker not connected, trying again url=%s reason=%s", config.url(), reason);
        }
        renew((Mqtt3ClientReconnector) context.getReconnector());
    }

    /** With certificates, names and passwords as they are in their files now. */
    private void renew(Mqtt3ClientReconnector next) {
        try {
            if (address.tls()) {
                next.transportConfig(address.transport(tls));
            }
            next.connect(connection());
        } catch (IllegalArgumentException unreadable) {
            LOG.warnf("going on with what was read before reason=%s", unreadable.getMessage());
        }
    }

    /** Why it is not connected; empty when it is. */
    String trouble() {
        return trouble;
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

    /** Publishes as the settings say; done when it is sent or not, a failure is logged, for there is nobody else to tell. */
    CompletableFuture<?> publish(String topic, byte[] payload) {
        return client.publishWith()
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
                .orTimeout(StopDeadline.atMost(LONGEST_CLOSE).toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(notConnected -> null)
                .join();
    }
}
