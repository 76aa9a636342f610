package io.hearth.runtime.bus;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Hands replies to those who wait for them. One subscription per answering service, made with its first request and kept:
 * subscribing and unsubscribing around each request, as EdgeX does, costs two round trips a command.
 */
final class Replies {
    private final Mqtt3AsyncClient client;
    private final Map<String, CompletableFuture<byte[]>> waiting = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<?>> subscriptions = new ConcurrentHashMap<>();

    Replies(Mqtt3AsyncClient client) {
        this.client = client;
    }

    /** Ready to receive on this topic when it returns; what comes on it completes the future. */
    CompletableFuture<byte[]> expect(String replyTopic, Duration timeout) {
        if (!client.getState().isConnected()) {
            // A subscription that waits for the broker cannot be withdrawn: each attempt would leave one behind.
            throw new BusUnavailable("the broker is not connected", null);
        }
        CompletableFuture<byte[]> reply = new CompletableFuture<>();
        waiting.put(replyTopic, reply);
        String filter = replyTopic.substring(0, replyTopic.lastIndexOf('/')) + "/+";
        CompletableFuture<?> subscribed = subscriptions.computeIfAbsent(filter, this::subscribe);
        try {
            subscribed
                    .copy()
                    .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        } catch (RuntimeException failure) {
            subscriptions.remove(filter, subscribed);
            waiting.remove(replyTopic);
            throw new BusUnavailable("broker did not take the subscription to " + filter, failure);
        }
        return reply;
    }

    void forget(String replyTopic) {
        waiting.remove(replyTopic);
    }

    private CompletableFuture<?> subscribe(String filter) {
        return client.subscribeWith()
                .topicFilter(filter)
                .qos(MqttQos.AT_LEAST_ONCE)
                .callback(this::received)
                .send();
    }

    private void received(Mqtt3Publish message) {
        CompletableFuture<byte[]> reply = waiting.remove(message.getTopic().toString());
        if (reply != null) {
            reply.complete(message.getPayloadAsBytes());
        }
    }
}
