package io.hearth.device.intake;

import com.hivemq.client.internal.mqtt.MqttClientConfig;
import com.hivemq.client.internal.mqtt.MqttClientConnectionConfig;
import com.hivemq.client.internal.mqtt.MqttRxClient;
import com.hivemq.client.internal.mqtt.message.connect.MqttConnect;
import com.hivemq.client.internal.mqtt.message.connect.mqtt3.Mqtt3ConnectView;
import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttVersion;
import com.hivemq.client.mqtt.lifecycle.MqttClientConnectedListener;
import com.hivemq.client.mqtt.lifecycle.MqttClientDisconnectedListener;
import com.hivemq.client.mqtt.lifecycle.MqttClientReconnector;
import com.hivemq.client.mqtt.mqtt3.lifecycle.Mqtt3ClientReconnector;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.lifecycle.Mqtt5ClientReconnector;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import io.hearth.runtime.mqtt.WrittenTogether;
import io.reactivex.schedulers.Schedulers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Makes the clients that one after the other use our session at a broker, and connects them with certificates, names and passwords
 * as they are in their files then.
 */
final class SessionClients {
    private static final Logger LOG = Logger.getLogger(SessionClients.class);

    private final BrokerSettings settings;
    private final MqttClientConnectedListener connected;
    private final MqttClientDisconnectedListener disconnected;
    /** A thread of its own: it waits when messages come too fast ({@link Inflow}), and nobody else's is to wait with it. */
    private final Executor own;

    private volatile Mqtt5Connect last;

    SessionClients(
            BrokerSettings settings,
            MqttClientConnectedListener connected,
            MqttClientDisconnectedListener disconnected) {
        this.settings = settings;
        this.connected = connected;
        this.disconnected = disconnected;
        ThreadFactory threads =
                Thread.ofPlatform().name("devices-" + settings.name()).factory();
        this.own = task -> threads.newThread(task).start();
    }

    /** A connection of another client, without a session: with it ends all that was under way on it. */
    CompletableFuture<Mqtt5AsyncClient> withoutSession(MqttVersion version) {
        Mqtt5Client five = MqttClient.builder()
                .useMqttVersion5()
                .identifier(settings.clientId() + "-qos2")
                .transportConfig(settings.transport())
                .build();
        Mqtt5AsyncClient made = in(version, five).toAsync();
        return made.connect(settings.connectWithoutSession()).thenApply(connected -> made);
    }

    /** A client that is not connected yet. */
    Mqtt5Client make(MqttVersion version) {
        Mqtt5Client five = MqttClient.builder()
                .useMqttVersion5()
                .identifier(settings.clientId())
                .transportConfig(settings.transport())
                .executorConfig()
                .nettyExecutor(own)
                .nettyThreads(1)
                .applicationScheduler(Schedulers.trampoline())
                .applyExecutorConfig()
                .automaticReconnect()
                .initialDelay(200, TimeUnit.MILLISECONDS)
                .maxDelay(settings.config().maxReconnectDelay().toMillis(), TimeUnit.MILLISECONDS)
                .applyAutomaticReconnect()
                .addConnectedListener(new WrittenTogether())
                .addConnectedListener(connected)
                .addDisconnectedListener(disconnected)
                .build();
        return in(version, five);
    }

    private static Mqtt5Client in(MqttVersion version, Mqtt5Client five) {
        return version == MqttVersion.MQTT_5_0 ? five : three((MqttClientConfig) five.getConfig());
    }

    /** The client for 3.1.1 is the one for 5 with another encoding; its public face only hides what 3.1.1 does not have. */
    private static Mqtt5Client three(MqttClientConfig five) {
        return new MqttRxClient(new MqttClientConfig(
                MqttVersion.MQTT_3_1_1,
                five.getRawClientIdentifier(),
                five.getTransportConfig(),
                five.getExecutorConfig(),
                five.getAdvancedConfig(),
                five.getConnectDefaults(),
                five.getConnectedListeners(),
                five.getDisconnectedListeners()));
    }

    /** Begins to connect, again and again. */
    void connect(Mqtt5Client made) {
        last = settings.connect();
        made.toAsync().connect(last).exceptionally(retried -> null);
    }

    /**
     * To be called when it is connected. The session is the broker's to end, and it says so when we connect: the client need not
     * count the days too. It would hold for as long what was published and not acknowledged, also when it has been given up long
     * since.
     */
    static void holdNothing(Mqtt5Client made) {
        made.getConfig().getConnectionConfig().ifPresent(connection -> ((MqttClientConnectionConfig) connection)
                .setSessionExpiryInterval(MqttConnect.NO_SESSION_EXPIRY));
    }

    /** For the client's next attempt. */
    void renew(MqttClientReconnector next) {
        try {
            if (settings.access().tls().isEnabled()) {
                next.transportConfig(settings.transport());
            }
            last = settings.connect();
        } catch (IllegalArgumentException unreadable) {
            LOG.warnf("going on with what was read before broker=%s reason=%s", settings, unreadable.getMessage());
        }
        if (next instanceof Mqtt5ClientReconnector five) {
            five.connect(last);
        } else if (next instanceof Mqtt3ClientReconnector three) {
            three.connect(Mqtt3ConnectView.of((MqttConnect) last));
        }
    }
}
