package io.hearth.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What is around the rules engine on the bus: readings of devices, and a core-command that acts once on each command id and
 * answers each request, or for a while none.
 */
final class ActingOnce implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Mqtt3AsyncClient client;
    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private final Map<String, List<String>> acted = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
    private final Set<String> unanswered = ConcurrentHashMap.newKeySet();
    private volatile boolean silent;
    private long origin;

    ActingOnce(int port) {
        client = MqttClient.builder()
                .useMqttVersion3()
                .identifier("acting-once")
                .serverHost("127.0.0.1")
                .serverPort(port)
                .buildAsync();
        client.connectWith().cleanSession(true).send().join();
        client.subscribeWith()
                .topicFilter("edgex/core/command/request/#")
                .qos(MqttQos.AT_LEAST_ONCE)
                .callback(this::received)
                .send()
                .join();
    }

    /** From now on it acts on what is asked, and answers nobody. */
    void isSilent() {
        silent = true;
    }

    /** From now on it does so with the commands of this device. */
    void isSilentTo(String device) {
        unanswered.add(device);
    }

    /** From now on it answers. */
    void answers() {
        silent = false;
        unanswered.clear();
    }

    /** How often it was asked, also for what it had done already. */
    int asked() {
        return asked.values().stream().mapToInt(AtomicInteger::get).sum();
    }

    /** How often it was asked to command this device, also for what it had done already. */
    int asked(String device) {
        return asked.computeIfAbsent(device, any -> new AtomicInteger()).get();
    }

    /** What a device was told, in order. */
    List<String> acted(String device) {
        return acted.computeIfAbsent(device, any -> new CopyOnWriteArrayList<>());
    }

    /** A device service sends a reading, newer than all before it; the broker has it when this returns. */
    synchronized void reads(String device, String resource, String value) {
        Instant now = Instant.now();
        origin = Math.max(origin + 1, now.getEpochSecond() * 1_000_000_000L + now.getNano());
        Map<String, Object> reading = Map.of(
                "id", UUID.randomUUID().toString(),
                "origin", origin,
                "deviceName", device,
                "resourceName", resource,
                "profileName", "room-thermometer",
                "valueType", "Float64",
                "value", value);
        Map<String, Object> event = Map.of(
                "apiVersion",
                "v3",
                "id",
                UUID.randomUUID().toString(),
                "deviceName",
                device,
                "profileName",
                "room-thermometer",
                "sourceName",
                resource,
                "origin",
                origin,
                "readings",
                List.of(reading));
        publish(
                        "edgex/events/device/device-mqtt/room-thermometer/" + device + "/" + resource,
                        envelope(UUID.randomUUID().toString(), "", Map.of("apiVersion", "v3", "event", event)))
                .join();
    }

    private void received(Mqtt3Publish message) {
        String[] levels = message.getTopic().toString().split("/");
        String device = levels[4];
        asked.computeIfAbsent(device, any -> new AtomicInteger()).incrementAndGet();
        JsonNode request = tree(message.getPayloadAsBytes());
        String id = request.path("requestID").asText();
        if (known.add(id)) {
            acted(device).add(request.path("payload").path("mode").asText());
        }
        if (!silent && !unanswered.contains(device)) {
            publish(
                    "edgex/response/core-command/" + id,
                    envelope(request.path("correlationID").asText(), id, null));
        }
    }

    private static Map<String, Object> envelope(String correlationId, String requestId, Object payload) {
        Map<String, Object> envelope = new HashMap<>(Map.of(
                "apiVersion",
                "v3",
                "receivedTopic",
                "",
                "correlationID",
                correlationId,
                "requestID",
                requestId,
                "errorCode",
                0,
                "contentType",
                "application/json"));
        envelope.put("payload", payload);
        return envelope;
    }

    private static JsonNode tree(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private CompletableFuture<?> publish(String topic, Map<String, Object> envelope) {
        try {
            return client.publishWith()
                    .topic(topic)
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .payload(JSON.writeValueAsBytes(envelope))
                    .send();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        client.disconnect().join();
    }
}
