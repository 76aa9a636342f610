package io.hearth.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import io.hearth.contracts.codec.Json;
import io.hearth.runtime.testing.WithBroker;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * The far end: a device service that speaks raw JSON on the bus, so that a mistake of ours in writing envelopes is not
 * repeated in reading them. What a device answers is scripted; null means that it never does.
 */
public final class ScriptedDeviceService implements AutoCloseable {
    public static final String NAME = "device-scripted";

    /** A request as it arrived. */
    public record Asked(String topic, JsonNode envelope) {
        public String device() {
            return topic.split("/")[5];
        }

        public String requestId() {
            return envelope.get("requestID").asText();
        }
    }

    private final String name;
    private final Mqtt3AsyncClient client;
    private final Map<String, Function<Asked, String>> scripts = new ConcurrentHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    public ScriptedDeviceService() {
        this(NAME);
    }

    /** One of another name. */
    public ScriptedDeviceService(String name) {
        this.name = name;
        client = MqttClient.builder()
                .useMqttVersion3()
                .identifier("scripted-" + UUID.randomUUID())
                .serverHost("127.0.0.1")
                .serverPort(WithBroker.broker().port())
                .buildAsync();
        client.connect().join();
        client.subscribeWith()
                .topicFilter("edgex/device/command/request/" + name + "/#")
                .qos(MqttQos.AT_LEAST_ONCE)
                .callback(this::received)
                .send()
                .join();
    }

    /** From now on the device's answers are what the script returns. */
    public void answers(String device, Function<Asked, String> script) {
        scripts.put(device, script);
    }

    /** What arrived for the device, in order. */
    public List<Asked> asked(String device) {
        return asked.stream().filter(request -> request.device().equals(device)).toList();
    }

    /** An envelope that says done; the payload is JSON. */
    public static String done(Asked request, String payload) {
        return """
                {"apiVersion":"v3","receivedTopic":"","correlationID":"%s","requestID":"%s","errorCode":0,
                 "payload":%s,"contentType":"application/json"}""".formatted(request.envelope().get("correlationID").asText(), request.requestId(), payload);
    }

    /** An envelope that says why not, as Hearth's own device service does; without a status when it is 0. */
    public static String refused(Asked request, int status, String why) {
        String extension = status == 0 ? "" : ",\"statusCode\":" + status;
        return """
                {"apiVersion":"v3","receivedTopic":"","correlationID":"%s","requestID":"%s","errorCode":1,
                 "payload":"%s","contentType":"text/plain"%s}""".formatted(UUID.randomUUID(), request.requestId(), why, extension);
    }

    /** An envelope that says why not, as device-sdk-c does (its bus.c): the status as errorCode, an object, no request id. */
    public static String refusedByC(Asked request, int status, String why) {
        return """
                {"apiVersion":"v3","contentType":"application/json","correlationID":"%s","errorCode":%d,
                 "payload":{"ApiVersion":"v3","message":"%s"}}""".formatted(request.envelope().get("correlationID").asText(), status, why);
    }

    /** Sends something of one's own, e.g. a late or a second answer. */
    public void send(String topic, String text) {
        client.publishWith()
                .topic(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(text.getBytes(StandardCharsets.UTF_8))
                .send()
                .join();
    }

    private void received(Mqtt3Publish message) {
        // A device is slow by itself: its script must not keep the others' requests waiting.
        Asked request = new Asked(message.getTopic().toString(), json(message.getPayloadAsBytes()));
        asked.add(request);
        CompletableFuture.runAsync(
                () -> answer(request), task -> Thread.ofVirtual().start(task));
    }

    private void answer(Asked request) {
        Function<Asked, String> script = scripts.getOrDefault(request.device(), any -> done(any, "null"));
        String reply = script.apply(request);
        if (reply != null) {
            send("edgex/response/" + name + "/" + request.requestId(), reply);
        }
    }

    public static JsonNode json(byte[] bytes) {
        try {
            return Json.mapper().readTree(bytes);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        client.disconnect().join();
    }
}
