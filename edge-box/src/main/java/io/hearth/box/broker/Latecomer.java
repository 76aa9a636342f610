package io.hearth.box.broker;

import com.hivemq.client.mqtt.datatypes.MqttTopic;
import com.hivemq.client.mqtt.datatypes.MqttTopicFilter;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttSubscriptionOption.RetainedHandlingPolicy;
import io.netty.handler.codec.mqtt.MqttTopicSubscription;
import java.util.List;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTUtil;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;

/**
 * One SUBSCRIBE whose client wants what is retained.
 *
 * @param connection of the client
 * @param packetId   by which its SUBACK is known
 * @param filters    the topic filters for which retained messages are sent: not those of shared subscriptions (MQTT 5, 4.8.2) nor
 *     those whose client does not want any (3.8.3.1)
 * @param since      when it came, in ns of the steady clock
 */
record Latecomer(RemotingConnection connection, int packetId, List<String> filters, long since) {
    static Latecomer of(RemotingConnection connection, MqttSubscribeMessage subscribe) {
        return new Latecomer(
                connection,
                subscribe.variableHeader().messageId(),
                subscribe.payload().topicSubscriptions().stream()
                        .filter(wanted ->
                                wanted.option().retainHandling() != RetainedHandlingPolicy.DONT_SEND_AT_SUBSCRIBE)
                        .map(MqttTopicSubscription::topicFilter)
                        .filter(filter -> !MQTTUtil.isSharedSubscription(filter))
                        .filter(Latecomer::isOne)
                        .toList(),
                System.nanoTime());
    }

    /** One that is none is the broker's to refuse. */
    private static boolean isOne(String filter) {
        try {
            MqttTopicFilter.of(filter);
            return true;
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    /** Whether it is to have what is retained on this topic. */
    boolean wants(String topic) {
        return filters.stream().anyMatch(filter -> matches(filter, topic));
    }

    /** Its filters that match a topic. */
    List<String> filtersOf(String topic) {
        return filters.stream().filter(filter -> matches(filter, topic)).toList();
    }

    private static boolean matches(String filter, String topic) {
        boolean wildcardFirst = filter.startsWith("+") || filter.startsWith("#");
        // The broker's own topics are not for those who do not name them (MQTT 5, 4.7.2-1).
        return !(wildcardFirst && topic.startsWith("$"))
                && MqttTopicFilter.of(filter).matches(MqttTopic.of(topic));
    }
}
