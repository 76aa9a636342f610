package io.hearth.bench.store;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import io.hearth.contracts.bus.Envelope;
import io.hearth.contracts.bus.EnvelopeCodec;
import io.hearth.contracts.bus.Topics;
import io.hearth.contracts.event.AddEventRequest;
import io.hearth.contracts.event.Event;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/** Publishes events as a device service does, QoS 1, with a bounded number that the broker has not acknowledged. */
final class EventLoad implements AutoCloseable {
    private static final int IN_FLIGHT = 500;

    private final Mqtt3AsyncClient client;

    EventLoad(int broker) {
        client = MqttClient.builder()
                .useMqttVersion3()
                .serverHost("127.0.0.1")
                .serverPort(broker)
                .buildAsync();
        client.connect().join();
    }

    /** Publishes the events from one number up to another, and returns when the broker has acknowledged all. */
    void publish(Fleet fleet, long from, long to) throws InterruptedException {
        Semaphore room = new Semaphore(IN_FLIGHT);
        AtomicLong failed = new AtomicLong();
        for (long number = from; number < to; number++) {
            Event event = fleet.event(number);
            byte[] payload = EnvelopeCodec.encode(Envelope.event(AddEventRequest.of(event)));
            String topic = Topics.DEFAULT.event("bench", event.profileName(), event.deviceName(), event.sourceName());
            room.acquire();
            client.publishWith()
                    .topic(topic)
                    .payload(payload)
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .send()
                    .whenComplete((sent, failure) -> {
                        if (failure != null) {
                            failed.incrementAndGet();
                        }
                        room.release();
                    });
        }
        room.acquire(IN_FLIGHT);
        if (failed.get() > 0) {
            throw new IllegalStateException(failed.get() + " events were not acknowledged: this run is void");
        }
    }

    /** Publishes one message, and returns when the broker has acknowledged it. */
    void publish(String topic, byte[] payload) {
        client.publishWith()
                .topic(topic)
                .payload(payload)
                .qos(MqttQos.AT_LEAST_ONCE)
                .send()
                .join();
    }

    @Override
    public void close() {
        client.disconnect().join();
    }
}
