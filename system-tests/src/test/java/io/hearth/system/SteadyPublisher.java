package io.hearth.system;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A device that publishes numbers, each another one, at a steady rate with QoS 1, through every loss of its connection, and
 * remembers which of them the broker has acknowledged.
 */
final class SteadyPublisher implements AutoCloseable {
    private final Mqtt3AsyncClient client;
    private final String topic;
    private final int first;
    private final AtomicInteger next;
    private final Set<Integer> acknowledged = ConcurrentHashMap.newKeySet();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger mostInFlight = new AtomicInteger();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    SteadyPublisher(int port, String topic, int first) {
        this.topic = topic;
        this.first = first;
        this.next = new AtomicInteger(first);
        this.client = MqttClient.builder()
                .useMqttVersion3()
                .identifier("steady-" + UUID.randomUUID())
                .serverHost("127.0.0.1")
                .serverPort(port)
                .automaticReconnect()
                .initialDelay(50, TimeUnit.MILLISECONDS)
                .maxDelay(500, TimeUnit.MILLISECONDS)
                .applyAutomaticReconnect()
                .addDisconnectedListener(context -> context.getReconnector().republishIfSessionExpired(true))
                .buildAsync();
        client.connectWith().cleanSession(false).keepAlive(5).send().join();
    }

    SteadyPublisher start(int perSecond) {
        clock.scheduleAtFixedRate(this::publishOne, 0, 1_000_000_000L / perSecond, TimeUnit.NANOSECONDS);
        return this;
    }

    private void publishOne() {
        if (!client.getState().isConnected()) {
            return;
        }
        int number = next.getAndIncrement();
        mostInFlight.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
        client.publishWith()
                .topic(topic)
                .payload(Integer.toString(number).getBytes(StandardCharsets.UTF_8))
                .qos(MqttQos.AT_LEAST_ONCE)
                .send()
                .whenComplete((done, failure) -> {
                    inFlight.decrementAndGet();
                    if (failure == null) {
                        acknowledged.add(number);
                    }
                });
    }

    /** No more new messages; what is in flight still may be acknowledged. */
    void stop() {
        clock.shutdownNow();
    }

    Set<Integer> acknowledged() {
        return acknowledged;
    }

    int sent() {
        return next.get() - first;
    }

    int inFlight() {
        return inFlight.get();
    }

    int mostInFlight() {
        return mostInFlight.get();
    }

    @Override
    public void close() {
        stop();
        client.disconnect()
                .orTimeout(2, TimeUnit.SECONDS)
                .exceptionally(failure -> null)
                .join();
    }
}
