package io.hearth.runtime.bus;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttClientExecutorConfig;
import com.hivemq.client.mqtt.lifecycle.MqttClientDisconnectedListener;
import com.hivemq.client.mqtt.mqtt3.Mqtt3ClientBuilder;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder;
import io.hearth.runtime.mqtt.WrittenTogether;
import io.reactivex.schedulers.Schedulers;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/** How every connection to the bus is made. */
final class BusClients {
    private static final Logger LOG = Logger.getLogger(BusClients.class);
    private static final long FIRST_RECONNECT_MILLIS = 200;

    /**
     * What is told, is told by the client's own thread: to be quick. Handing each acknowledgement over to another thread, which hands it over
     * to who waits, costs more than to send the message.
     */
    static final MqttClientExecutorConfig BY_ITSELF = MqttClientExecutorConfig.builder()
            .applicationScheduler(Schedulers.trampoline())
            .build();

    private BusClients() {}

    /**
     * A client that comes back by itself for as long as it lives, with the bus's address and credentials.
     *
     * @throws IllegalArgumentException naming the setting, its value unless it is a secret, and what is allowed
     */
    static Mqtt3ClientBuilder builder(BusConfig config, String clientId) {
        Address address = new Address(config);
        return MqttClient.builder()
                .useMqttVersion3()
                .identifier(clientId)
                .transportConfig(address.transport())
                .simpleAuth(address.access().login().for3().orElse(null))
                .automaticReconnect()
                .initialDelay(FIRST_RECONNECT_MILLIS, TimeUnit.MILLISECONDS)
                .maxDelay(config.maxReconnectDelay().toMillis(), TimeUnit.MILLISECONDS)
                .applyAutomaticReconnect()
                // What the broker has not acknowledged goes out again on the next connection, in order.
                .addDisconnectedListener(context -> context.getReconnector().republishIfSessionExpired(true))
                .addConnectedListener(new WrittenTogether())
                .addDisconnectedListener(renewing(address, clientId));
    }

    /**
     * The same in MQTT 5, without that: what is not acknowledged when a connection ends has failed, and nothing of it is left for
     * the next one.
     */
    static Mqtt5ClientBuilder builder5(BusConfig config, String clientId, Duration longestPause) {
        Address address = new Address(config);
        return MqttClient.builder()
                .useMqttVersion5()
                .identifier(clientId)
                .transportConfig(address.transport())
                .simpleAuth(address.access().login().for5().orElse(null))
                .automaticReconnect()
                .initialDelay(FIRST_RECONNECT_MILLIS, TimeUnit.MILLISECONDS)
                .maxDelay(longestPause.toMillis(), TimeUnit.MILLISECONDS)
                .applyAutomaticReconnect()
                .addConnectedListener(new WrittenTogether())
                .addDisconnectedListener(renewing(address, clientId));
    }

    private static MqttClientDisconnectedListener renewing(Address address, String clientId) {
        AtomicReference<String> told = new AtomicReference<>("");
        return context -> {
            String trouble = "";
            try {
                address.renew(context.getReconnector());
            } catch (IllegalArgumentException unreadable) {
                trouble = String.valueOf(unreadable.getMessage());
            }
            if (!trouble.equals(told.getAndSet(trouble)) && !trouble.isEmpty()) {
                LOG.warnf("going on with what was read before client=%s reason=%s", clientId, trouble);
            }
        };
    }
}
