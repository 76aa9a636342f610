package io.hearth.runtime.bus;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult;
import com.hivemq.client.mqtt.mqtt5.message.publish.puback.Mqtt5PubAckReasonCode;
import io.hearth.contracts.bus.Envelope;
import io.hearth.contracts.bus.EnvelopeCodec;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Requests on the bus that fail at once when nobody is there to answer them. Only MQTT 5 has an acknowledgement that says so
 * (PUBACK, reason code 0x10), hence a connection of its own beside {@link Bus}, made by whoever calls {@link #open}. A broker
 * need not say it: then the caller's patience decides, as with {@link Bus#request}.
 */
@ApplicationScoped
public class Requests {
    private static final long FIRST_RECONNECT_MILLIS = 200;
    /** Somebody may be waiting with a request, and not for long. */
    private static final long LONGEST_RECONNECT_MILLIS = 1_000;

    private final BusConfig config;
    private final Mqtt5AsyncClient client;
    private final Map<String, CompletableFuture<byte[]>> waiting = new ConcurrentHashMap<>();
    /** One per answering service, kept as {@link Replies} keeps its own. */
    private final Map<String, CompletableFuture<?>> subscriptions = new ConcurrentHashMap<>();

    Requests(BusConfig config) {
        this.config = config;
        Mqtt5ClientBuilder builder = MqttClient.builder()
                .useMqttVersion5()
                .identifier("hearth-requests-" + UUID.randomUUID())
                .serverHost(config.host())
                .serverPort(config.port())
                .automaticReconnect()
                .initialDelay(FIRST_RECONNECT_MILLIS, TimeUnit.MILLISECONDS)
                .maxDelay(
                        Math.min(
                                LONGEST_RECONNECT_MILLIS,
                                config.maxReconnectDelay().toMillis()),
                        TimeUnit.MILLISECONDS)
                .applyAutomaticReconnect();
        config.username().ifPresent(user -> builder.simpleAuth()
                .username(user)
                .password(config.password().orElse("").getBytes(StandardCharsets.UTF_8))
                .applySimpleAuth());
        this.client = builder.buildAsync();
    }

    /** Connects, and stays connected; to be called once. */
    public void open() {
        client.connectWith()
                .cleanStart(true)
                .keepAlive((int) config.keepAlive().toSeconds())
                .send()
                .exceptionally(retried -> null);
    }

    /** Whether the broker is connected now. */
    public boolean connected() {
        return client.getState().isConnected();
    }

    /**
     * Asks. The caller waits as long as it likes, and completes or cancels the future when it no longer does.
     *
     * @param replyTopic where the answer comes, {@code edgex/response/<service>/<requestId>}
     * @param type       the type of the reply's payload
     * @return the reply, also one with errorCode 1; fails with {@link NobodyListens}, with {@link BusUnavailable} when the
     *     request could not be sent, and with {@link io.hearth.contracts.bus.MalformedEnvelope} when the reply is none
     */
    public <T> CompletableFuture<Envelope<T>> send(
            String topic, String replyTopic, Envelope<?> request, Class<T> type) {
        if (!connected()) {
            return CompletableFuture.failedFuture(
                    new BusUnavailable("broker at " + config.host() + ":" + config.port() + " is not connected", null));
        }
        CompletableFuture<byte[]> reply = new CompletableFuture<>();
        waiting.put(replyTopic, reply);
        byte[] bytes = EnvelopeCodec.encode(request);
        subscribed(replyTopic)
                .thenCompose(ready -> client.publishWith()
                        .topic(topic)
                        .payload(bytes)
                        .qos(MqttQos.AT_LEAST_ONCE)
                        .send())
                .whenComplete((sent, failure) -> {
                    if (failure != null) {
                        reply.completeExceptionally(
                                new BusUnavailable("the broker did not take a request to " + topic, failure));
                    } else if (unheard(sent)) {
                        reply.completeExceptionally(new NobodyListens("nobody is subscribed to " + topic));
                    }
                });
        CompletableFuture<Envelope<T>> answer = reply.thenApply(received -> EnvelopeCodec.decode(received, type));
        answer.whenComplete((done, failure) -> waiting.remove(replyTopic, reply));
        return answer;
    }

    private static boolean unheard(Mqtt5PublishResult sent) {
        return sent instanceof Mqtt5PublishResult.Mqtt5Qos1Result acknowledged
                && acknowledged.getPubAck().getReasonCode() == Mqtt5PubAckReasonCode.NO_MATCHING_SUBSCRIBERS;
    }

    private CompletableFuture<?> subscribed(String replyTopic) {
        String filter = replyTopic.substring(0, replyTopic.lastIndexOf('/')) + "/+";
        CompletableFuture<?> subscribed = subscriptions.computeIfAbsent(filter, missing -> client.subscribeWith()
                .topicFilter(filter)
                .qos(MqttQos.AT_LEAST_ONCE)
                .callback(this::received)
                .send());
        subscribed.whenComplete((ready, failure) -> {
            if (failure != null) {
                subscriptions.remove(filter, subscribed);
            }
        });
        return subscribed;
    }

    private void received(Mqtt5Publish message) {
        CompletableFuture<byte[]> reply = waiting.get(message.getTopic().toString());
        if (reply != null) {
            reply.complete(message.getPayloadAsBytes());
        }
    }

    @PreDestroy
    void close() {
        client.disconnect()
                .orTimeout(2, TimeUnit.SECONDS)
                .exceptionally(notConnected -> null)
                .join();
    }
}
