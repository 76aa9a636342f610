package io.hearth.bench.device;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Devices, or who listens on the bus: one connection. */
public final class Client implements AutoCloseable {
    private static final int IN_FLIGHT = 500;

    private final Mqtt3AsyncClient client;

    /** A client of the broker on this port. */
    public Client(int port) {
        client = MqttClient.builder()
                .useMqttVersion3()
                .serverHost("127.0.0.1")
                .serverPort(port)
                .buildAsync();
        client.connect().join();
    }

    /** Returns when it is subscribed, QoS 1. */
    public void listen(String filter, Consumer<Mqtt3Publish> heard) {
        client.subscribeWith()
                .topicFilter(filter)
                .qos(MqttQos.AT_LEAST_ONCE)
                .callback(heard)
                .send()
                .join();
    }

    /** Publishes UTF-8, QoS 1; done when the broker has acknowledged it. */
    public CompletableFuture<?> publish(String topic, String payload) {
        return publish(topic, payload.getBytes(StandardCharsets.UTF_8));
    }

    /** Publishes, QoS 1; done when the broker has acknowledged it. */
    public CompletableFuture<?> publish(String topic, byte[] payload) {
        return client.publishWith()
                .topic(topic)
                .payload(payload)
                .qos(MqttQos.AT_LEAST_ONCE)
                .send();
    }

    /** Publishes reports of all devices in turn, and returns when the broker has acknowledged all. */
    void report(String prefix, int messages) throws InterruptedException {
        Semaphore room = new Semaphore(IN_FLIGHT);
        AtomicLong failed = new AtomicLong();
        for (int number = 0; number < messages; number++) {
            room.acquire();
            publish(
                            prefix + "/" + Suite.name(number) + "/status",
                            "{\"current\":" + number % 1000 / 10.0 + ",\"heating\":" + (number % 2 == 0) + "}")
                    .whenComplete((sent, failure) -> {
                        if (failure != null) {
                            failed.incrementAndGet();
                        }
                        room.release();
                    });
        }
        room.acquire(IN_FLIGHT);
        if (failed.get() > 0) {
            throw new IllegalStateException("void: " + failed.get() + " messages were not acknowledged");
        }
    }

    @Override
    public void close() {
        client.disconnect().join();
    }
}
