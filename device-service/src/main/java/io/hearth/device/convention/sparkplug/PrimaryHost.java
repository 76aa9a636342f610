package io.hearth.device.convention.sparkplug;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.lifecycle.Mqtt3ClientDisconnectedContext;
import com.hivemq.client.mqtt.mqtt3.message.connect.Mqtt3Connect;
import com.hivemq.client.mqtt.mqtt3.message.connect.Mqtt3ConnectBuilder;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import io.hearth.contracts.codec.Json;
import io.hearth.device.intake.BrokerSettings;
import io.hearth.runtime.bus.Backoff;
import io.hearth.runtime.stop.StopDeadline;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * Says to nodes that wait for it that their primary host is there, and has the broker say when it is not (Sparkplug 3.0, 6.4.28). It
 * has a connection of its own: the will has to go with it, and nothing may be kept for it.
 */
final class PrimaryHost {
    private static final Logger LOG = Logger.getLogger(PrimaryHost.class);
    private static final String TOPIC = SparkplugTopic.NAMESPACE + "/STATE/";
    private static final int KEEP_ALIVE_SECONDS = 30;
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(2);

    private final String topic;
    private final BrokerSettings settings;
    private final Mqtt3AsyncClient client;
    /** The will and the birth of one connection have the same. */
    private volatile long timestamp;

    private final Backoff unheard = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1));
    private volatile boolean said;
    private volatile boolean closed;

    /** {@link IllegalArgumentException} when the id is no level of a topic. */
    static void check(String id) {
        if (id.isEmpty() || id.chars().anyMatch(c -> c == '/' || c == '+' || c == '#' || c == 0)) {
            throw new IllegalArgumentException("hearth.device.conventions.sparkplug.host-id is '" + id
                    + "', allowed is one level of a topic, without / + and #");
        }
    }

    /** Not connected yet. */
    PrimaryHost(String id, BrokerSettings settings) {
        this.topic = TOPIC + id;
        this.settings = settings;
        this.client = MqttClient.builder()
                .useMqttVersion3()
                .identifier(settings.clientId() + "-sparkplug-host")
                .transportConfig(settings.transport())
                .automaticReconnectWithDefaultConfig()
                .addConnectedListener(context -> connected())
                .addDisconnectedListener(context -> again((Mqtt3ClientDisconnectedContext) context))
                .buildAsync();
    }

    void open() {
        client.connect(connect()).whenComplete((answer, failure) -> {
            if (failure == null) {
                hearMyself();
            } else {
                LOG.debugf("Sparkplug's STATE is not said yet reason=%s", failure.getMessage());
            }
        });
    }

    private Mqtt3Connect connect() {
        timestamp = System.currentTimeMillis();
        Mqtt3ConnectBuilder builder = Mqtt3Connect.builder()
                .cleanSession(true)
                .keepAlive(KEEP_ALIVE_SECONDS)
                .willPublish(state(false, timestamp));
        settings.access().login().for3().ifPresent(builder::simpleAuth);
        return builder.build();
    }

    private void connected() {
        if (closed) {
            // An attempt that was under way when it was withdrawn.
            client.disconnect().exceptionally(gone -> null);
        } else {
            online();
        }
    }

    /** With certificates, names and passwords as they are in their files now. */
    private void again(Mqtt3ClientDisconnectedContext context) {
        said = false;
        if (closed) {
            context.getReconnector().reconnect(false);
            return;
        }
        try {
            if (settings.access().tls().isEnabled()) {
                context.getReconnector().transportConfig(settings.transport());
            }
            context.getReconnector().connect(connect());
        } catch (IllegalArgumentException unreadable) {
            LOG.warnf("going on with what was read before, for STATE reason=%s", unreadable.getMessage());
        }
    }

    private Mqtt3Publish state(boolean online, long at) {
        return Mqtt3Publish.builder()
                .topic(topic)
                .payload(Json.bytes(Map.of("online", online, "timestamp", at)))
                .qos(MqttQos.AT_LEAST_ONCE)
                .retain(true)
                .build();
    }

    private void online() {
        client.publish(state(true, timestamp))
                .thenAccept(taken -> said = !closed)
                .exceptionally(gone -> null);
    }

    /** Whether the broker has taken that it is there. */
    boolean isSaid() {
        return said;
    }

    /** The will of an earlier connection may come after this one's birth. */
    private void hearMyself() {
        client.subscribeWith()
                .topicFilter(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .callback(message -> {
                    if (!closed && isOffline(message.getPayloadAsBytes())) {
                        online();
                    }
                })
                .send()
                .whenComplete((taken, refused) -> {
                    if (refused != null && !closed) {
                        againLater(refused);
                    }
                });
    }

    /** Without it, an old will that comes late makes nodes hold back what they have, and nobody says otherwise. */
    private void againLater(Throwable refused) {
        if (unheard.failures() == 0) {
            LOG.warnf("Sparkplug's STATE is not heard, trying again topic=%s reason=%s", topic, refused.getMessage());
        }
        CompletableFuture.delayedExecutor(unheard.next().toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> {
                    if (!closed) {
                        hearMyself();
                    }
                });
    }

    private static boolean isOffline(byte[] state) {
        try {
            return !Json.mapper().readTree(state).path("online").asBoolean(true);
        } catch (java.io.IOException notOurs) {
            return false;
        }
    }

    /**
     * Says that it is not there any more, and leaves.
     *
     * @param at since when, Unix ms: before the next one says that it is there, or nodes would take that for old
     */
    void close(long at) {
        closed = true;
        said = false;
        try {
            client.publish(state(false, at))
                    .thenCompose(said -> client.disconnect())
                    .get(StopDeadline.atMost(LONGEST_CLOSE).toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException wasNotConnected) {
            LOG.debugf("Sparkplug's STATE is left to the will reason=%s", wasNotConnected.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
