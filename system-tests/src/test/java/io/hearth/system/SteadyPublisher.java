package io.hearth.system;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;

/**
 * A device that publishes numbers, each another one, at a steady rate with QoS 1, through every loss of its connection, and
 * remembers which of them the broker has acknowledged.
 */
final class SteadyPublisher implements AutoCloseable {
    private final Mqtt3AsyncClient client;
    private final String topic;
    private final int first;
    private final AtomicInteger next;
    /** Number to when, as {@link System#nanoTime} has it. */
    private final Map<Integer, Long> acknowledged = new ConcurrentHashMap<>();

    private final Set<Integer> open = ConcurrentHashMap.newKeySet();
    private final Set<Integer> maybeTwice = ConcurrentHashMap.newKeySet();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger mostInFlight = new AtomicInteger();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    SteadyPublisher(int port, String topic, int first) {
        this.topic = topic;
        this.first = first;
        this.next = new AtomicInteger(first);
        this.client = LastingClient.connected("steady", port, () -> maybeTwice.addAll(open));
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
        open.add(number);
        mostInFlight.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
        client.publishWith()
                .topic(topic)
                .payload(Integer.toString(number).getBytes(StandardCharsets.UTF_8))
                .qos(MqttQos.AT_LEAST_ONCE)
                .send()
                .whenComplete((done, failure) -> {
                    inFlight.decrementAndGet();
                    open.remove(number);
                    if (failure == null) {
                        acknowledged.put(number, System.nanoTime());
                    }
                });
    }

    /** No more new messages; what is in flight still may be acknowledged. */
    void stop() {
        clock.shutdownNow();
    }

    Set<Integer> acknowledged() {
        return acknowledged.keySet();
    }

    /** Those that were acknowledged, but at such times of {@link System#nanoTime}. */
    Set<Integer> acknowledgedUnless(LongPredicate excused) {
        return acknowledged.entrySet().stream()
                .filter(entry -> !excused.test(entry.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** What this itself may have sent twice, as QoS 1 wants it: in flight when a connection was lost. */
    Set<Integer> maybeTwice() {
        return maybeTwice;
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
        LastingClient.end(client);
    }
}
