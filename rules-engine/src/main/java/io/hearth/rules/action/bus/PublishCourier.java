package io.hearth.rules.action.bus;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import io.hearth.rules.action.Courier;
import io.hearth.rules.action.Deed;
import io.hearth.rules.action.Intent;
import io.hearth.rules.action.Outcome;
import io.hearth.runtime.bus.Bus;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Publishes messages on the bus' broker. */
public final class PublishCourier implements Courier {
    private final BusCourier broker;
    private final TopicPolicy policy;
    private final int payloadLength;

    /**
     * With bounds.
     *
     * @param payloadLength the longest payload, in bytes
     */
    public PublishCourier(Bus bus, TopicPolicy policy, int payloadLength) {
        this.broker = new BusCourier(bus);
        this.policy = policy;
        this.payloadLength = payloadLength;
    }

    @Override
    public Outcome deliver(Intent intent) {
        if (!(intent.deed() instanceof Deed.Publish publish)) {
            throw new IllegalArgumentException("no message: " + intent.deed().kind());
        }
        byte[] payload = publish.payload().getBytes(StandardCharsets.UTF_8);
        Optional<String> problem = policy.problem(publish.topic());
        if (problem.isPresent()) {
            return new Outcome.Never("the topic is '" + publish.topic() + "'; " + problem.get());
        }
        if (payload.length > payloadLength) {
            return new Outcome.Never("the payload has " + payload.length + " bytes, allowed are " + payloadLength);
        }
        return Optional.ofNullable(MqttQos.fromCode(publish.qos()))
                .map(qos -> broker.publish(publish.topic(), payload, qos, publish.retain()))
                .orElseGet(() -> new Outcome.Never("the qos is " + publish.qos() + ", allowed are 0, 1 and 2"));
    }
}
