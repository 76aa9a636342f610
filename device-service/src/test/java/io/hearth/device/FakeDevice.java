package io.hearth.device;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A device that is told things and says what the test wants; it comes back when its broker does. */
public final class FakeDevice implements AutoCloseable {
    /** What it was told. */
    public record Order(String topic, byte[] payload) {
        public String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        /** A level of the topic, counted from the end. */
        public String last(int back) {
            String[] levels = topic.split("/", -1);
            return levels[levels.length - 1 - back];
        }
    }

    private final Mqtt3AsyncClient client;
    private final List<Order> orders = new CopyOnWriteArrayList<>();
    private volatile Consumer<Order> behaviour = order -> {};

    public FakeDevice(int port, String filter) {
        client = MqttClient.builder()
                .useMqttVersion3()
                .serverHost("127.0.0.1")
                .serverPort(port)
                .automaticReconnect()
                .initialDelay(50, TimeUnit.MILLISECONDS)
                .maxDelay(300, TimeUnit.MILLISECONDS)
                .applyAutomaticReconnect()
                .buildAsync();
        client.connect().join();
        client.subscribeWith()
                .topicFilter(filter)
                .qos(MqttQos.AT_LEAST_ONCE)
                .callback(this::told)
                .send()
                .join();
    }

    private void told(Mqtt3Publish message) {
        Order order = new Order(message.getTopic().toString(), message.getPayloadAsBytes());
        orders.add(order);
        behaviour.accept(order);
    }

    public FakeDevice does(Consumer<Order> wanted) {
        behaviour = wanted;
        return this;
    }

    public List<Order> orders() {
        return orders;
    }

    public void say(String topic, String payload) {
        say(topic, payload.getBytes(StandardCharsets.UTF_8));
    }

    public void say(String topic, byte[] payload) {
        client.publishWith()
                .topic(topic)
                .payload(payload)
                .qos(MqttQos.AT_LEAST_ONCE)
                .send();
    }

    @Override
    public void close() {
        client.disconnect().exceptionally(alreadyGone -> null).join();
    }
}
