package io.hearth.device.intake;

import com.hivemq.client.internal.mqtt.message.publish.MqttPublish;
import com.hivemq.client.internal.mqtt.message.publish.MqttStatefulPublish;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.lang.reflect.Field;

/**
 * Packet identifier and DUP flag of a delivery, which hivemq-mqtt-client knows and does not tell
 * (docs/decisions/0007-packet-ids-from-the-client.md). They are read from the client's own objects; a version of the client
 * that has them elsewhere is noticed when this class is loaded, not when a message is lost.
 */
record PacketFacts(int packetId, boolean duplicate) {
    /** Those of a message that needs no acknowledgement. */
    static final PacketFacts NONE = new PacketFacts(0, false);

    private static final String INCOMING = "com.hivemq.client.internal.mqtt.handler.publish.incoming.";
    private static final Field CONFIRMABLE = field(MqttPublish.class.getName(), "confirmable");
    private static final Field DELIVERY = field(INCOMING + "MqttIncomingPublishConfirmable", "publishWithFlows");
    private static final Field STATEFUL = field(INCOMING + "MqttStatefulPublishWithFlows", "publish");

    static PacketFacts of(Mqtt5Publish message) {
        if (message.getQos() == MqttQos.AT_MOST_ONCE) {
            return NONE;
        }
        try {
            Object delivery = DELIVERY.get(CONFIRMABLE.get(message));
            MqttStatefulPublish packet = (MqttStatefulPublish) STATEFUL.get(delivery);
            return new PacketFacts(packet.getPacketIdentifier(), packet.isDup());
        } catch (IllegalAccessException | IllegalArgumentException e) {
            throw new IllegalStateException("hivemq-mqtt-client is not the version this was made for", e);
        }
    }

    private static Field field(String type, String name) {
        try {
            Field field = Class.forName(type, true, MqttPublish.class.getClassLoader())
                    .getDeclaredField(name);
            field.setAccessible(true);
            return field;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("hivemq-mqtt-client is not the version this was made for", e);
        }
    }
}
