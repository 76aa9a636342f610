package io.hearth.device;

import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A device, or someone on the bus: hears what it subscribed to, and publishes. */
public final class Listener implements AutoCloseable {
    private final Mqtt3BlockingClient client;
    private final List<Mqtt3Publish> heard = new CopyOnWriteArrayList<>();

    public Listener(int port, String... filters) {
        client = MqttClient.builder()
                .useMqttVersion3()
                .serverHost("127.0.0.1")
                .serverPort(port)
                .automaticReconnect()
                .maxDelay(300, TimeUnit.MILLISECONDS)
                .applyAutomaticReconnect()
                .buildBlocking();
        client.connect();
        for (String filter : filters) {
            client.toAsync()
                    .subscribeWith()
                    .topicFilter(filter)
                    .qos(MqttQos.EXACTLY_ONCE)
                    .callback(heard::add)
                    .send()
                    .join();
        }
    }

    public void publish(String topic, String payload) {
        publish(topic, payload.getBytes(StandardCharsets.UTF_8));
    }

    /** When it is connected, which it is again a little after its broker came back. */
    public void publish(String topic, byte[] payload) {
        if (!client.getState().isConnected()) {
            await().atMost(Duration.ofSeconds(10)).until(() -> client.getState().isConnected());
        }
        client.publishWith()
                .topic(topic)
                .payload(payload)
                .qos(MqttQos.AT_LEAST_ONCE)
                .send();
    }

    /** What the broker keeps for those who come later; an empty one takes it away. */
    public void publishRetained(String topic, String payload) {
        client.publishWith()
                .topic(topic)
                .payload(payload.getBytes(StandardCharsets.UTF_8))
                .qos(MqttQos.AT_LEAST_ONCE)
                .retain(true)
                .send();
    }

    public List<Mqtt3Publish> heard(Predicate<Mqtt3Publish> which) {
        return heard.stream().filter(which).toList();
    }

    public List<String> payloads(String topic) {
        return heard(message -> message.getTopic().toString().equals(topic)).stream()
                .map(message -> new String(message.getPayloadAsBytes(), StandardCharsets.UTF_8))
                .toList();
    }

    @Override
    public void close() {
        client.toAsync().disconnect().exceptionally(alreadyGone -> null).join();
    }
}
