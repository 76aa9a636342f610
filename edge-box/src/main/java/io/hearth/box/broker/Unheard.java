package io.hearth.box.broker;

import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttPubReplyMessageVariableHeader;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import java.util.Collections;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.core.postoffice.RoutingStatus;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTInterceptor;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTUtil;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyConnection;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerMessagePlugin;
import org.apache.activemq.artemis.core.transaction.Transaction;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;

/**
 * Says in the acknowledgement of a QoS 1 publish that nobody is subscribed to its topic (MQTT 5, PUBACK, reason code 0x10), as
 * Mosquitto does. Artemis knows it and does not say it. Who asks something on the bus learns so that nobody will answer.
 */
final class Unheard implements ActiveMQServerMessagePlugin {
    private static final byte SUCCESS = 0x00;
    private static final byte NO_MATCHING_SUBSCRIBERS = 0x10;
    private static final int AT_LEAST_ONCE = 1;

    private final Map<RemotingConnection, Publishes> connections = Collections.synchronizedMap(new WeakHashMap<>());
    /** The packet id of the publish that the thread takes in at this moment. */
    private final ThreadLocal<Integer> takingIn = new ThreadLocal<>();

    /** A connection's publishes by packet id: those that come in, in their order, and those that reached nobody. */
    private record Publishes(Queue<Integer> passing, Set<Integer> unheard) {
        static Publishes none() {
            return new Publishes(new ConcurrentLinkedQueue<>(), ConcurrentHashMap.newKeySet());
        }
    }

    /** For what clients send. */
    MQTTInterceptor incoming() {
        return (message, connection) -> {
            if (message instanceof MqttPublishMessage publish
                    && publish.fixedHeader().qosLevel() == MqttQoS.AT_LEAST_ONCE
                    && connection.getClientID() != null) {
                connections
                        .computeIfAbsent(connection, first -> Publishes.none())
                        .passing()
                        .add(publish.variableHeader().packetId());
            }
            return true;
        };
    }

    @Override
    public void beforeSend(
            ServerSession session, Transaction tx, Message message, boolean direct, boolean noAutoCreate) {
        takingIn.remove();
        Publishes publishes = connections.get(session.getRemotingConnection());
        if (publishes != null && isQos1(message)) {
            takingIn.set(publishes.passing().poll());
        }
    }

    @Override
    public void afterSend(
            ServerSession session,
            Transaction tx,
            Message message,
            boolean direct,
            boolean noAutoCreate,
            RoutingStatus result) {
        Integer packetId = takingIn.get();
        takingIn.remove();
        if (packetId != null && result == RoutingStatus.NO_BINDINGS) {
            connections.get(session.getRemotingConnection()).unheard().add(packetId);
        }
    }

    private static boolean isQos1(Message message) {
        return message.containsProperty(MQTTUtil.MQTT_QOS_LEVEL_KEY)
                && message.getIntProperty(MQTTUtil.MQTT_QOS_LEVEL_KEY) == AT_LEAST_ONCE;
    }

    /** For what is sent to clients. After those that look at acknowledgements: what it replaces no later one sees. */
    MQTTInterceptor outgoing() {
        return (message, connection) -> {
            Publishes publishes = connections.get(connection);
            if (publishes == null
                    || message.fixedHeader().messageType() != MqttMessageType.PUBACK
                    || !(message.variableHeader() instanceof MqttMessageIdVariableHeader acknowledged)
                    || !publishes.unheard().remove(acknowledged.messageId())) {
                return true;
            }
            // An acknowledgement of MQTT 3.1.1 has no reason code.
            return !(acknowledged instanceof MqttPubReplyMessageVariableHeader reply
                    && reply.reasonCode() == SUCCESS
                    && replaced(reply, connection));
        };
    }

    private static boolean replaced(MqttPubReplyMessageVariableHeader reply, RemotingConnection connection) {
        if (!(connection.getTransportConnection() instanceof NettyConnection netty)) {
            return false;
        }
        netty.getChannel()
                .writeAndFlush(new MqttMessage(
                        new MqttFixedHeader(MqttMessageType.PUBACK, false, MqttQoS.AT_MOST_ONCE, false, 0),
                        new MqttPubReplyMessageVariableHeader(
                                reply.messageId(), NO_MATCHING_SUBSCRIBERS, MqttProperties.NO_PROPERTIES)));
        return true;
    }
}
