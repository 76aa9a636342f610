package io.hearth.device.intake;

import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientConnectionConfig;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.device.mapping.BrokerLimits;
import java.nio.charset.StandardCharsets;

/** What a broker lets us publish: by its vendor's limits, and by what it said when we connected (MQTT 5, 3.2.2.3). */
final class Outbound {
    /** Of a PUBLISH packet, what is neither topic nor payload, at most: header, lengths, packet identifier. */
    private static final int FRAME_OCTETS = 16;

    private final BrokerSettings settings;
    private final BrokerLimits limits;

    Outbound(BrokerSettings settings) {
        this.settings = settings;
        this.limits = settings.limits();
    }

    /** As what a message goes out. */
    record Allowed(int qos, boolean retain) {}

    /**
     * A message as the broker takes it: a QoS that is too high is lowered, and retain left out where nothing is retained.
     *
     * @throws EdgexException 400 when it is too large, or the topic is none of the broker's
     */
    Allowed allowed(Mqtt5AsyncClient client, String topic, int payloadOctets, int qos, boolean retain) {
        if (!limits.takesTopic(topic)) {
            throw refused("topic '" + topic + "' is none of " + settings.title() + ", allowed is what begins with "
                    + limits.topicBeginnings());
        }
        if (payloadOctets > limits.maxPayload()) {
            throw tooLarge(payloadOctets, limits.maxPayload());
        }
        return client.getConfig()
                .getConnectionConfig()
                .map(connection -> said(connection, topic, payloadOctets, qos, retain))
                .orElseGet(() -> new Allowed(Math.min(qos, limits.maxQos()), retain && limits.retain()));
    }

    private Allowed said(Mqtt5ClientConnectionConfig connection, String topic, int payload, int qos, boolean retain) {
        var said = connection.getRestrictionsForClient();
        int frame = topic.getBytes(StandardCharsets.UTF_8).length + FRAME_OCTETS;
        if (payload > said.getSendMaximumPacketSize() - frame) {
            throw tooLarge(payload, said.getSendMaximumPacketSize() - frame);
        }
        return new Allowed(
                Math.min(qos, Math.min(limits.maxQos(), said.getMaximumQos().getCode())),
                retain && limits.retain() && said.isRetainAvailable());
    }

    private EdgexException tooLarge(int octets, int allowed) {
        return refused("the message has " + octets + " octets, " + settings.title() + " allows " + allowed);
    }

    private static EdgexException refused(String why) {
        return new EdgexException(ErrorKind.CONTRACT_INVALID, why);
    }
}
