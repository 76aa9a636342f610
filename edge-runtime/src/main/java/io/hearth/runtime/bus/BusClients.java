package io.hearth.runtime.bus;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttClientExecutorConfig;
import com.hivemq.client.mqtt.mqtt3.Mqtt3ClientBuilder;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder;
import io.reactivex.schedulers.Schedulers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How every connection to the bus is made. */
final class BusClients {
    private static final long FIRST_RECONNECT_MILLIS = 200;

    /**
     * What is told, is told by the client's own thread: to be quick. Handing each acknowledgement over to another thread, which hands it over
     * to who waits, costs more than to send the message.
     */
    static final MqttClientExecutorConfig BY_ITSELF = MqttClientExecutorConfig.builder()
            .applicationScheduler(Schedulers.trampoline())
            .build();

    private BusClients() {}

    /** A client that comes back by itself for as long as it lives, with the bus's address and credentials. */
    static Mqtt3ClientBuilder builder(BusConfig config, String clientId) {
        Mqtt3ClientBuilder builder = MqttClient.builder()
                .useMqttVersion3()
                .identifier(clientId)
                .serverHost(config.host())
                .serverPort(config.port())
                .automaticReconnect()
                .initialDelay(FIRST_RECONNECT_MILLIS, TimeUnit.MILLISECONDS)
                .maxDelay(config.maxReconnectDelay().toMillis(), TimeUnit.MILLISECONDS)
                .applyAutomaticReconnect()
                // What the broker has not acknowledged goes out again on the next connection, in order.
                .addDisconnectedListener(context -> context.getReconnector().republishIfSessionExpired(true));
        config.username().ifPresent(user -> builder.simpleAuth()
                .username(user)
                .password(config.password().orElse("").getBytes(StandardCharsets.UTF_8))
                .applySimpleAuth());
        return builder;
    }

    /**
     * The same in MQTT 5, without that: what is not acknowledged when a connection ends has failed, and nothing of it is left for
     * the next one.
     */
    static Mqtt5ClientBuilder builder5(BusConfig config, String clientId, Duration longestPause) {
        Mqtt5ClientBuilder builder = MqttClient.builder()
                .useMqttVersion5()
                .identifier(clientId)
                .serverHost(config.host())
                .serverPort(config.port())
                .automaticReconnect()
                .initialDelay(FIRST_RECONNECT_MILLIS, TimeUnit.MILLISECONDS)
                .maxDelay(longestPause.toMillis(), TimeUnit.MILLISECONDS)
                .applyAutomaticReconnect();
        config.username().ifPresent(user -> builder.simpleAuth()
                .username(user)
                .password(config.password().orElse("").getBytes(StandardCharsets.UTF_8))
                .applySimpleAuth());
        return builder;
    }
}
