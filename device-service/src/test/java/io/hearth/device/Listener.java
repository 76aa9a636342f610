package io.hearth.device;

import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import io.hearth.contracts.bus.Envelope;
import io.hearth.contracts.bus.EnvelopeCodec;
import io.hearth.contracts.event.AddEventRequest;
import io.hearth.contracts.event.DeadLetter;
import io.hearth.contracts.event.Event;
import io.hearth.contracts.metadata.Device;
import io.hearth.contracts.metadata.SystemEvent;
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

    /** The first event on the topic with this value in it, waited for. */
    public Event event(String topic, String value) {
        await(topic + " " + value).atMost(Duration.ofSeconds(20)).until(() -> payloads(topic).stream()
                .anyMatch(text -> text.contains("\"" + value + "\"")));
        Mqtt3Publish found = heard(message -> message.getTopic().toString().equals(topic)
                        && new String(message.getPayloadAsBytes(), StandardCharsets.UTF_8)
                                .contains("\"" + value + "\""))
                .getFirst();
        return EnvelopeCodec.decode(found.getPayloadAsBytes(), AddEventRequest.class)
                .payload()
                .event();
    }

    /** As core-metadata does of a device. */
    public void tell(String action, Device device) {
        WithMetadata.has(action, device);
        SystemEvent event = new SystemEvent("v3", "device", action, "core-metadata", "device-mqtt", null, device, 1);
        publish(
                "edgex/system-events/core-metadata/device/" + action + "/device-mqtt/" + device.profileName(),
                EnvelopeCodec.encode(Envelope.event(event)));
    }

    /** The dead letters that were heard. */
    public List<DeadLetter> letters() {
        return heard(message -> message.getTopic().toString().equals("edgex/dead-letters/device-mqtt")).stream()
                .map(message -> EnvelopeCodec.decode(message.getPayloadAsBytes(), DeadLetter.class)
                        .payload())
                .toList();
    }
}
