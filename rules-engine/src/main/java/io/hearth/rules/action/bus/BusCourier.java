package io.hearth.rules.action.bus;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import io.hearth.rules.action.Outcome;
import io.hearth.runtime.bus.Bus;
import io.hearth.runtime.bus.BusUnavailable;
import java.util.concurrent.CompletionException;

/** Publishes for an action: it is done when the broker has it (PUBACK or PUBCOMP; with QoS 0 when it is sent). */
final class BusCourier {
    private final Bus bus;

    BusCourier(Bus bus) {
        this.bus = bus;
    }

    Outcome publish(String topic, byte[] payload, MqttQos qos, boolean retain) {
        try {
            bus.publish(topic, payload, qos, retain).join();
            return new Outcome.Done();
        } catch (CompletionException failure) {
            return switch (failure.getCause()) {
                case BusUnavailable away -> new Outcome.Later(away.getMessage());
                case IllegalArgumentException none -> new Outcome.Never("no topic: " + none.getMessage());
                default -> new Outcome.Later(String.valueOf(failure.getCause()));
            };
        }
    }
}
