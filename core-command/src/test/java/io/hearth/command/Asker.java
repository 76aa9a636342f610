package io.hearth.command;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** Somebody who asks core-command over a broker, and hears what it answers there. */
public final class Asker implements AutoCloseable {
    private final Mqtt3AsyncClient client;
    private final List<Mqtt3Publish> heard = new CopyOnWriteArrayList<>();

    public Asker(int port, String... filters) {
        client = MqttClient.builder()
                .useMqttVersion3()
                .identifier("asker-" + UUID.randomUUID())
                .serverHost("127.0.0.1")
                .serverPort(port)
                .buildAsync();
        client.connect().join();
        for (String filter : filters) {
            client.subscribeWith()
                    .topicFilter(filter)
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .callback(heard::add)
                    .send()
                    .join();
        }
    }

    /** An envelope as EdgeX's services send it. */
    public static String envelope(String requestId, String payload, String queryParams) {
        return """
                {"apiVersion":"v3","receivedTopic":"","correlationID":"%s","requestID":"%s","errorCode":0,
                 "payload":%s,"contentType":"application/json","queryParams":%s}""".formatted(UUID.randomUUID(), requestId, payload, queryParams);
    }

    public void send(String topic, String text) {
        send(topic, text.getBytes(StandardCharsets.UTF_8), false);
    }

    public void send(String topic, byte[] bytes, boolean retain) {
        client.publishWith()
                .topic(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .retain(retain)
                .payload(bytes)
                .send()
                .join();
    }

    /** What was heard on a topic. */
    public List<Mqtt3Publish> heard(String topic) {
        return heard.stream()
                .filter(message -> message.getTopic().toString().equals(topic))
                .toList();
    }

    /** The answers to a request, on whatever topic. */
    public List<JsonNode> answers(String requestId) {
        return heard.stream()
                .map(message -> ScriptedDeviceService.json(message.getPayloadAsBytes()))
                .filter(envelope -> envelope.path("requestID").asText().equals(requestId))
                .toList();
    }

    /** The first answer to a request. */
    public JsonNode answer(String requestId) {
        await().atMost(Duration.ofSeconds(20)).until(() -> !answers(requestId).isEmpty());
        return answers(requestId).getFirst();
    }

    @Override
    public void close() {
        client.disconnect().exceptionally(notConnected -> null).join();
    }
}
