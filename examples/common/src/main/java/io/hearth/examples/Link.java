package io.hearth.examples;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * One device's connection to the broker: MQTT 3.1.1, as most devices speak it. Once made it comes back by itself, with its
 * subscriptions. What is published while it is away is not kept: a thermometer has a newer value soon.
 */
public final class Link implements AutoCloseable {
    /** When an example has no reason for another one. */
    public static final int KEEP_ALIVE_SECONDS = 10;

    private static final int PATIENCE_SECONDS = 5;

    private final Broker broker;
    private final Mqtt3AsyncClient client;
    private volatile Throwable lastFailure;

    /**
     * @param example the example's name, with which the client id begins
     * @param name of the device, part of its client id; the process id is the other, so that two of them at one broker do
     *     not throw each other out. Over TLS it is the name of its certificate, too
     * @throws IllegalArgumentException naming the file of its certificate that cannot be used
     */
    public Link(Broker broker, String example, String name, LinkListener listener) {
        this.broker = broker;
        var builder = MqttClient.builder()
                .useMqttVersion3()
                .identifier(example + "-" + name + "-" + ProcessHandle.current().pid())
                .serverHost(broker.host())
                .serverPort(broker.port())
                .automaticReconnect()
                .initialDelay(500, TimeUnit.MILLISECONDS)
                .maxDelay(5, TimeUnit.SECONDS)
                .applyAutomaticReconnect()
                .addConnectedListener(context -> listener.up(name))
                .addDisconnectedListener(context -> {
                    lastFailure = context.getCause();
                    listener.down(name);
                });
        Login.of(System.getenv()).ifPresent(builder::simpleAuth);
        broker.certificates().ifPresent(certificates -> builder.sslConfig(certificates.of(name)));
        this.client = builder.buildAsync();
    }

    /**
     * Connects for the first time; blocks.
     *
     * @param will what the broker says on the device's behalf when it vanishes
     * @param keepAliveSeconds the broker takes it to have vanished when it says nothing for one and a half of this
     */
    public void connect(Optional<Message> will, int keepAliveSeconds) throws Unreachable, InterruptedException {
        try (Socket probe = new Socket()) {
            probe.connect(new InetSocketAddress(broker.host(), broker.port()), PATIENCE_SECONDS * 1000);
        } catch (IOException e) {
            throw new Unreachable(broker, "nothing listens there");
        }
        var connect = client.connectWith().cleanSession(true).keepAlive(keepAliveSeconds);
        will.ifPresent(message -> connect.willPublish(message.publish()));
        await(connect.send());
    }

    /** Hears a topic from now on, also after the connection was lost; blocks until the broker has agreed. */
    public void listen(String topic, MqttQos qos, Consumer<Heard> hearer) throws Unreachable, InterruptedException {
        await(client.subscribeWith()
                .topicFilter(topic)
                .qos(qos)
                .callback(publish -> hearer.accept(heard(publish)))
                .send());
    }

    /** Sends, if the broker is there now; the future is done when the broker has it, or at once. */
    public CompletableFuture<?> publish(Message message) {
        return client.getState().isConnected()
                ? client.publish(message.publish())
                : CompletableFuture.completedFuture(null);
    }

    /** Sends, when the broker is there again if it is not now; the future is done when the broker has it. */
    public CompletableFuture<?> send(Message message) {
        return client.publish(message.publish());
    }

    /** Leaves in an orderly way: the will is not spoken. */
    @Override
    public void close() {
        client.disconnect();
    }

    /** What a device sends. */
    public record Message(String topic, String payload, MqttQos qos, boolean retain) {
        private Mqtt3Publish publish() {
            return Mqtt3Publish.builder()
                    .topic(topic)
                    .payload(payload.getBytes(StandardCharsets.UTF_8))
                    .qos(qos)
                    .retain(retain)
                    .build();
        }
    }

    /**
     * What a device hears.
     *
     * @param kept whether the broker had kept it from before the device subscribed
     */
    public record Heard(String topic, String payload, boolean kept) {}

    private static Heard heard(Mqtt3Publish publish) {
        return new Heard(
                publish.getTopic().toString(),
                new String(publish.getPayloadAsBytes(), StandardCharsets.UTF_8),
                publish.isRetain());
    }

    private void await(CompletableFuture<?> answer) throws Unreachable, InterruptedException {
        try {
            answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new Unreachable(broker, e.getCause().getMessage());
        } catch (TimeoutException e) {
            Throwable failure = lastFailure;
            throw new Unreachable(broker, failure == null ? "it does not answer" : failure.getMessage());
        }
    }
}
