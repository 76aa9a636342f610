package io.hearth.metadata.announce;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import io.hearth.contracts.codec.Json;
import io.hearth.runtime.testing.WithBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** Hears the system events on the real broker, from when it is made until it is closed. */
final class HeardEvents implements AutoCloseable {
    private static final String BASE = "edgex/system-events/core-metadata/";

    private final List<Mqtt3Publish> heard = new CopyOnWriteArrayList<>();
    private final Mqtt3BlockingClient client = MqttClient.builder()
            .useMqttVersion3()
            .identifier(UUID.randomUUID().toString())
            .serverHost("127.0.0.1")
            .serverPort(WithBroker.broker().port())
            .buildBlocking();

    HeardEvents() {
        client.connect();
        client.toAsync()
                .subscribeWith()
                .topicFilter(BASE + "#")
                .qos(MqttQos.AT_LEAST_ONCE)
                .callback(heard::add)
                .send()
                .join();
    }

    /** The ends of the topics that have a part in them, after {@code edgex/system-events/core-metadata/}, once there are so many. */
    List<String> topics(String part, int number) {
        await().atMost(Duration.ofSeconds(20)).until(() -> topics(part).size() >= number);
        return topics(part);
    }

    private List<String> topics(String part) {
        return heard.stream()
                .map(message -> message.getTopic().toString())
                .filter(topic -> topic.contains(part))
                .map(topic -> topic.substring(BASE.length()))
                .toList();
    }

    /** The last system event under a topic. */
    JsonNode event(String topic) {
        return heard.stream()
                .filter(message -> message.getTopic().toString().equals(BASE + topic))
                .map(message -> json(message.getPayloadAsBytes()).get("payload"))
                .reduce((first, last) -> last)
                .orElseThrow();
    }

    private static JsonNode json(byte[] bytes) {
        try {
            return Json.mapper().readTree(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        client.disconnect();
    }
}
