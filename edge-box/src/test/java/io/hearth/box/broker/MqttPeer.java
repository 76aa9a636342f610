package io.hearth.box.broker;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder;
import com.hivemq.client.mqtt.mqtt5.datatypes.Mqtt5UserProperty;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An MQTT 5 client with a session that the broker keeps; it acknowledges nothing unless told to. */
final class MqttPeer implements AutoCloseable {
    private final Mqtt5BlockingClient client;
    private final Mqtt5BlockingClient.Mqtt5Publishes received;

    MqttPeer(int port, String id) {
        this(port, id, false);
    }

    private MqttPeer(int port, String id, boolean lasting) {
        Mqtt5ClientBuilder builder = MqttClient.builder()
                .useMqttVersion5()
                .identifier(id)
                .serverHost("127.0.0.1")
                .serverPort(port);
        if (lasting) {
            builder = builder.automaticReconnect()
                    .initialDelay(10, TimeUnit.MILLISECONDS)
                    .applyAutomaticReconnect();
        }
        client = builder.buildBlocking();
        received = client.publishes(MqttGlobalPublishFilter.ALL, true);
        client.connectWith().cleanStart(false).sessionExpiryInterval(3600).send();
    }

    /** One that comes back when it loses its connection, and then says again what was not answered, as devices do. */
    static MqttPeer lasting(int port, String id) {
        return new MqttPeer(port, id, true);
    }

    MqttPeer subscribe(String filter, MqttQos qos) {
        client.subscribeWith().topicFilter(filter).qos(qos).send();
        return this;
    }

    /** Publishes and returns when the broker has acknowledged. */
    void publish(String topic, String text, MqttQos qos) {
        client.publishWith()
                .topic(topic)
                .qos(qos)
                .payload(text.getBytes(StandardCharsets.UTF_8))
                .send();
    }

    /** Publishes, and answers whether the broker acknowledged within ten seconds. */
    boolean acknowledges(String topic, String text) throws InterruptedException {
        try {
            client.toAsync()
                    .publishWith()
                    .topic(topic)
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .payload(text.getBytes(StandardCharsets.UTF_8))
                    .send()
                    .get(10, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException | TimeoutException refused) {
            return false;
        }
    }

    void publishRetained(String topic, String text) {
        client.publishWith()
                .topic(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .retain(true)
                .payload(text.getBytes(StandardCharsets.UTF_8))
                .send();
    }

    void publish(Mqtt5Publish publish) {
        client.publish(publish);
    }

    /** The next message, not acknowledged; fails when none comes within twenty seconds. */
    Mqtt5Publish next() throws InterruptedException {
        return received.receive(20, TimeUnit.SECONDS).orElseThrow(() -> new AssertionError("no message came"));
    }

    List<Mqtt5Publish> next(int count) throws InterruptedException {
        List<Mqtt5Publish> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(next());
        }
        return all;
    }

    /** A message if there is one soon. */
    Optional<Mqtt5Publish> maybeNext() throws InterruptedException {
        return received.receive(500, TimeUnit.MILLISECONDS);
    }

    boolean connected() {
        return client.getState().isConnected();
    }

    void disconnect() {
        client.disconnect();
    }

    /** Ends its session too. */
    void leave() {
        client.disconnectWith().sessionExpiryInterval(0).send();
    }

    static String text(Mqtt5Publish message) {
        return new String(message.getPayloadAsBytes(), StandardCharsets.UTF_8);
    }

    static long origin(Mqtt5Publish message) {
        List<String> stamps = properties(message).stream()
                .filter(property -> property.startsWith(OriginStamp.PROPERTY + "="))
                .toList();
        if (stamps.size() != 1) {
            throw new AssertionError("one stamp expected: " + stamps);
        }
        return Long.parseLong(stamps.getFirst().substring(OriginStamp.PROPERTY.length() + 1));
    }

    static List<String> properties(Mqtt5Publish message) {
        return message.getUserProperties().asList().stream()
                .map(MqttPeer::keyAndValue)
                .toList();
    }

    private static String keyAndValue(Mqtt5UserProperty property) {
        return property.getName() + "=" + property.getValue();
    }

    @Override
    public void close() {
        received.close();
        if (client.getState().isConnected()) {
            client.disconnect();
        }
    }
}
