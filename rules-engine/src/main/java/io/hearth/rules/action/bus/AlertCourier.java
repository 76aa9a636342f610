package io.hearth.rules.action.bus;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import io.hearth.contracts.codec.Json;
import io.hearth.rules.action.Courier;
import io.hearth.rules.action.Deed;
import io.hearth.rules.action.Intent;
import io.hearth.rules.action.Outcome;
import io.hearth.runtime.bus.Bus;

/** Publishes notices for people, with QoS 1. One that comes again has the same id. */
public final class AlertCourier implements Courier {
    private final BusCourier broker;
    private final String topic;

    /** To this topic. */
    public AlertCourier(Bus bus, String topic) {
        this.broker = new BusCourier(bus);
        this.topic = topic;
    }

    @Override
    public Outcome deliver(Intent intent) {
        if (!(intent.deed() instanceof Deed.Notify notify)) {
            throw new IllegalArgumentException("no notice: " + intent.deed().kind());
        }
        return broker.publish(topic, Json.bytes(notify.alert()), MqttQos.AT_LEAST_ONCE, false);
    }
}
